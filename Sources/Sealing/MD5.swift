import Crypto

/// The hash of RFC 1321. Broken for secrets; draws by RFC 3797 name it.
package enum MD5 {
  package static func hash(_ bytes: [UInt8]) -> [UInt8] { Array(Insecure.MD5.hash(data: bytes)) }
}
