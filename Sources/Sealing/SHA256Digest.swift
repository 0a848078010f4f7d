import Crypto

/// The hash of FIPS 180-4.
package enum SHA256Digest {
  package static func hash(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}
