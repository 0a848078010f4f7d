import Disk
import Git
@preconcurrency import Glibc
import Records
import Sealing

/// The caller's keys on this machine: `mgrnet/keys` in the folder for settings (`XDG_CONFIG_HOME`, else `~/.config`).
///
/// For each device `DEVICE.key`, an identity file that `age -i` reads as well, in clear or under a passphrase, and
/// `DEVICE.pub` with the public keys, which are readable without one.
struct KeyFolder {
  let path: String

  private static let secretEnding = ".key"
  private static let publicEnding = ".pub"

  /// - Throws: ``Failure`` where there is no home.
  init(_ environment: Environment) throws {
    // The XDG Base Directory Specification has paths that are not absolute ignored.
    if let settings = environment.nonEmpty("XDG_CONFIG_HOME"), settings.hasPrefix("/") {
      path = settings + "/mgrnet/keys"
    } else if let home = environment.nonEmpty("HOME") {
      path = home + "/.config/mgrnet/keys"
    } else {
      throw Failure(.notFound, Words.noHome)
    }
  }

  func secretFile(_ device: Slug) -> String { "\(path)/\(device)\(Self.secretEnding)" }
  private func publicFile(_ device: Slug) -> String { "\(path)/\(device)\(Self.publicEnding)" }

  /// The devices that have a key here, in alphabetical order.
  func devices() throws -> [Slug] {
    try Files.names(in: path).filter { $0.hasSuffix(Self.secretEnding) }
      .compactMap { Slug(rawValue: String($0.dropLast(Self.secretEnding.count))) }
      .sorted { $0.rawValue < $1.rawValue }
  }

  func has(_ device: Slug) throws -> Bool { try Files.read(secretFile(device)) != nil }

  /// The file with the secret keys, as it is.
  ///
  /// - Throws: ``Failure``: 66 where there is none, 77 where others can read it.
  func secretBytes(_ device: Slug) throws -> [UInt8] {
    let file = secretFile(device)
    var status = stat()
    guard stat(file, &status) == 0, let bytes = try Files.read(file) else {
      throw Failure(.notFound, Words.noKey(device), hint: Words.keyShowHint)
    }
    guard status.st_mode & 0o077 == 0 else {
      throw Failure(.notAllowed, Words.keyOpenToOthers(file), hint: Words.closeKey(file))
    }
    return bytes
  }

  /// What is public of a device's keys.
  func stored(_ device: Slug) throws -> StoredKey {
    let secret = try secretBytes(device)
    let isSealed = IdentityFile.isSealed(secret)
    if !isSealed {
      return StoredKey(device: device, isSealed: false, keys: try DeviceKey(text: secret).publicKeys)
    }
    let file = publicFile(device)
    guard let bytes = try Files.read(file) else { throw Failure(.notFound, Words.noPublicKey(file)) }
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      .filter { !$0.hasPrefix("#") }.map(String.init)
    guard lines.count == 2 else { throw Failure(.badData, Words.noPublicKey(file)) }
    return StoredKey(
      device: device, isSealed: true, keys: try PublicKeys(age: lines[0], sign: lines[1]))
  }

  /// Keeps a new device's keys; never in the place of others.
  ///
  /// - Parameter secret: the text of the secret keys, or that text sealed.
  /// - Throws: ``Failure`` (73) where there is a key for that device, or nothing can be written.
  func add(_ device: Slug, secret: [UInt8], keys: PublicKeys) throws {
    try prepare()
    try replace(publicFile(device), with: Self.publicText(device, keys))
    let file = secretFile(device)
    let temporary = try written(secret, beside: file)
    defer { unlink(temporary) }
    // Unlike a rename, a link is never made over something.
    guard link(temporary, file) == 0 else {
      if errno == EEXIST { throw Failure(.cannotWrite, Words.keyExists(device), hint: Words.keyExistsHint) }
      throw unwritable(file)
    }
    try settle()
  }

  /// Puts the same keys, sealed otherwise, in the place of a device's file.
  func rewrite(_ device: Slug, secret: [UInt8], keys: PublicKeys) throws {
    try prepare()
    try replace(publicFile(device), with: Self.publicText(device, keys))
    try replace(secretFile(device), with: secret)
    try settle()
  }

  private static func publicText(_ device: Slug, _ keys: PublicKeys) -> [UInt8] {
    Array("# device: \(device)\n\(keys.age)\n\(keys.sign)\n".utf8)
  }

  private func prepare() throws {
    var made = ""
    for part in path.split(separator: "/") {
      made += "/" + part
      guard mkdir(made, 0o700) == 0 || errno == EEXIST || access(made, X_OK) == 0 else {
        throw unwritable(made)
      }
    }
    var status = stat()
    guard stat(path, &status) == 0 else { throw unwritable(path) }
    if status.st_mode & 0o077 != 0, chmod(path, 0o700) != 0 { throw unwritable(path) }
  }

  private func replace(_ file: String, with bytes: [UInt8]) throws {
    let temporary = try written(bytes, beside: file)
    guard rename(temporary, file) == 0 else {
      defer { unlink(temporary) }
      throw unwritable(file)
    }
  }

  /// A file of the same folder with these bytes, on disk, for nobody else's eyes at any moment.
  private func written(_ bytes: [UInt8], beside file: String) throws -> String {
    var name = Array("\(file).XXXXXX".utf8CString)
    // mkstemp makes the file with mode 0600.
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw unwritable(file) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    let temporary = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return try giveUp(descriptor, temporary) }
      rest = rest.dropFirst(count)
    }
    guard fsync(descriptor) == 0 else { return try giveUp(descriptor, temporary) }
    close(descriptor)
    return temporary
  }

  private func giveUp(_ descriptor: Int32, _ file: String) throws -> String {
    let failure = unwritable(file)
    close(descriptor)
    unlink(file)
    throw failure
  }

  /// Waits until the folder's new names are on disk.
  private func settle() throws {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unwritable(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw unwritable(path) }
  }

  private func unwritable(_ file: String) -> Failure {
    Failure(.cannotWrite, Words.cannotWriteFile(file, systemMessage()))
  }
}

/// What is known of a key on this machine without opening it.
struct StoredKey {
  let device: Slug
  /// Whether a passphrase closes the secret half.
  let isSealed: Bool
  let keys: PublicKeys
}
