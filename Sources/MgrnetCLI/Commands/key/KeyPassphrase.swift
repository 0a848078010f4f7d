import ArgumentParser
import Disk
@preconcurrency import Glibc
import Records
import Sealing

/// The options for a passphrase: typed at the terminal, or the first line of a file.
struct PassphraseOptions: ParsableArguments {
  @Flag(name: .customLong("passphrase"), help: .words(Words.keyPassphraseFlag)) var asks = false

  @Option(
    name: .customLong("passphrase-file"), help: .words(Words.keyPassphraseFile, value: "file"),
    completion: .file())
  var file: String?

  /// Asks twice for a new passphrase; `nil` if none is wanted.
  func new(in context: Context) throws -> Passphrase? {
    if let file { return try context.passphrase(inFile: file) }
    guard asks else { return nil }
    let flag = "--passphrase-file FILE"
    let first = try context.askHidden(Words.newPassphrase, flag: flag)
    guard try context.askHidden(Words.passphraseAgain, flag: flag) == first else {
      throw Failure(.usage, Words.passphrasesDiffer)
    }
    return try Passphrase(first)
  }
}

extension Context {
  /// Reads the first line of a file, or of standard input for `-`.
  func passphrase(inFile file: String) throws -> Passphrase {
    if file == "-" { return try Passphrase(try input.readLine() ?? "") }
    guard let bytes = try Files.read(file) else {
      throw Failure(.notFound, Words.cannotRead(file, systemMessage(ENOENT)))
    }
    let line = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)[0]
    let ended = line.last == 0x0D ? line.dropLast() : line
    return try Passphrase(String(decoding: ended, as: UTF8.self))
  }

  /// Returns the secret keys of a device of this machine. Asks for the passphrase if they are under one.
  ///
  /// - Parameters:
  ///   - file: the file with the passphrase; `nil` asks at the terminal.
  ///   - flag: the option that names the file.
  func secretKeys(
    of device: Slug, in folder: KeyFolder, passphraseFile file: String?, flag: String = "--passphrase-file"
  ) throws -> DeviceKey {
    let bytes = try folder.secretBytes(device)
    guard IdentityFile.isSealed(bytes) else { return try DeviceKey(text: bytes) }
    let passphrase =
      try file.map(passphrase(inFile:))
      ?? Passphrase(askHidden(Words.passphrase(of: device), flag: flag + " FILE"))
    do {
      return try DeviceKey(sealed: bytes, passphrase)
    } catch SealingError.noKeyFits {
      throw Failure(.notAllowed, Words.wrongPassphrase)
    }
  }

  /// Returns the text of a device's secret keys, sealed if there is a passphrase.
  func kept(_ key: DeviceKey, _ device: Slug, under passphrase: Passphrase?) throws -> [UInt8] {
    let text = Array(key.secretText(device: device.rawValue, created: now.description).utf8)
    guard let passphrase else { return text }
    // Secrets never come from `MGRNET_SEED`.
    var random = SystemRandomNumberGenerator()
    return try Age.sealed(text, for: .passphrase(passphrase), armored: true, using: &random)
  }
}
