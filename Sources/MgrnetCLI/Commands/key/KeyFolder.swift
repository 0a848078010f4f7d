import Disk
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

  /// Returns the devices that have a key here, in alphabetical order.
  func devices() throws -> [Slug] {
    try Files.names(in: path).filter { $0.hasSuffix(Self.secretEnding) }
      .compactMap { Slug(rawValue: String($0.dropLast(Self.secretEnding.count))) }
      .sorted { $0.rawValue < $1.rawValue }
  }

  func has(_ device: Slug) throws -> Bool { try Files.read(secretFile(device)) != nil }

  /// Reads the file with the secret keys, in clear or sealed.
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

  /// Returns the public keys of a device.
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
    return StoredKey(device: device, isSealed: true, keys: try PublicKeys(age: lines[0], sign: lines[1]))
  }

  /// Adds a new device's keys; never replaces others.
  ///
  /// - Parameter secret: the text of the secret keys, or that text sealed.
  /// - Throws: ``Failure`` (73) where there is a key for that device, or nothing can be written.
  func add(_ device: Slug, secret: [UInt8], keys: PublicKeys) throws {
    try prepare()
    try replace(publicFile(device), with: Self.publicText(device, keys))
    let file = secretFile(device)
    guard try writing(file, { () throws(DiskError) in try Files.create(file, with: secret) }) else {
      throw Failure(.cannotWrite, Words.keyExists(device), hint: Words.keyExistsHint)
    }
  }

  /// Replaces a device's file by the same keys, sealed otherwise.
  func rewrite(_ device: Slug, secret: [UInt8], keys: PublicKeys) throws {
    try prepare()
    try replace(publicFile(device), with: Self.publicText(device, keys))
    try replace(secretFile(device), with: secret)
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
    try writing(file) { () throws(DiskError) in try Files.replace(file, with: bytes, isSynced: true) }
  }

  private func unwritable(_ file: String) -> Failure {
    Failure(.cannotWrite, Words.cannotWriteFile(file, systemMessage()))
  }
}

/// The public part of a key on this machine.
struct StoredKey {
  let device: Slug
  /// Whether the secret part is under a passphrase.
  let isSealed: Bool
  let keys: PublicKeys

  var cardKey: DeviceKeys { DeviceKeys(device: device, age: keys.age, sign: keys.sign) }
}
