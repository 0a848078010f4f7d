import SeededRandom
import Testing

@testable import Sealing

/// Files that Debian's age 1.1.1 sealed, kept as they were: what was once sealed must open for ever.
@Suite struct KeptFileTests {
  private let identity = "AGE-SECRET-KEY-1FAHY9DWDAKX58GTNPCXEM2R3Y2V3M2G088S03PQVY9JDTWE7V6QSXF5GCV"

  private let letter = """
    -----BEGIN AGE ENCRYPTED FILE-----
    YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBmUkZGM3pveXhVbDk4cFBB
    T05ubmtwbU1nR3BjTE14WUlZYWV2ek5jejBNClZQQkhOMmRKVlBXNVcvUG1BNjR5
    Z0hlbXpuaDYyUHRjbkJjNG1jci9xT2cKLS0tIGowYmpnS0tXVGNZRWFpTTFSN1Nt
    UDdnd0hHYkxPSC9SWHd6WGRmdXNEWEUK+d7qcHVmNUlA9ZaFlL3YphUKOixKAswU
    g+m/w4CINT4ACYq2MUMW0H3No95MK8h5
    -----END AGE ENCRYPTED FILE-----

    """
  private let nothing = """
    -----BEGIN AGE ENCRYPTED FILE-----
    YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSAzVHBYc0h0bjRkREE4Z1lJ
    blQyaFVXODZTbDM5Ymo1QVNRRCtySkNJc0VVCnJoQ1FKcnIrdTc3WEtsaGxjRUNq
    YXVoZ3pRdHFzSUw1bTBVZUxOSVEvek0KLS0tIDFqTFdiZWlmY2lDVXV5ZUhZdnc3
    L1BCMnZRb09IVld3cmlOMDFxLzZpN2cKhBAVBo5zOZdlguHdJcp64MrvN1xR4qzL
    XkTajse8Wd8=
    -----END AGE ENCRYPTED FILE-----

    """
  private let keptKey = """
    -----BEGIN AGE ENCRYPTED FILE-----
    YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCByVXZmekVwZnpWN0lReHRv
    UGFIc2RBIDE4CkFFaHQ4SmN1Y2c4QVd0VXBsNGNaeG8wR0Rhb0lscGRyZmRYYVND
    VXRXL28KLS0tIEJ0ZGVpbjNuaG5jTE1OV0ZUSTJxT2E1SUpsMW93MDFhVjN0QW4r
    QWcrc1UKhEo72bUoZHp8uYvvnYzzEq8XpcWmqOQ8/D+b128nEj8U2US+DkVaOTTB
    lVf9Nc6+YwNyhrzJSJMXNZZK0Dim33lK8k/Sh5kmw7rvmZS7s/XuPSdGeEgOxQiI
    YfnUPXeTCLLTDHVGR0FzQnkUNaCwfoujUXDyjHpbz3zEgBXCur3C7dXsPHT/Y/8V
    DT8Sha+GqJ9fMxLM1qVPs/mwB3QMRVINNoroxPpJQcYqCRKLmes0tFABAhGW4gEe
    BBbyV5of+v9yGTcQK3HoOWS+HxOneG2yflaDUzj0
    -----END AGE ENCRYPTED FILE-----

    """

  @Test func aLetterOpens() throws {
    let key = AgeKey.identity(try X25519Identity(identity))
    #expect(try Age.opened(Array(letter.utf8), with: [key]) == Array("Bonjour à tous\n".utf8))
    #expect(try Age.opened(Array(nothing.utf8), with: [key]) == [])
  }

  @Test func aKeyUnderAPassphraseOpens() throws {
    let read = try IdentityFile.identities(
      sealed: Array(keptKey.utf8), try Passphrase("un mot de passe"))
    #expect(read.map(\.secretText) == [identity])
  }

  @Test func whatWeSealWithTheSameRandomBytesIsTheSameAsEver() throws {
    var random = Seeded(state: 2026)
    let sealed = try Age.sealed(
      Array("Bonjour à tous\n".utf8), for: .recipients([try X25519Identity(identity).recipient]),
      armored: true, using: &random)
    #expect(String(decoding: sealed, as: UTF8.self) == kept)
  }

  private let kept = """
    -----BEGIN AGE ENCRYPTED FILE-----
    YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBNV1BBNUhLS2Yxa3VhS2J1
    UkM2NUtldzNZMWFQZVZLU1VHN0p1YkdNSTFVCnBPQ1J2MmJxSVEzemVNWGdWWVdB
    RzRUNENUMWpLT1I5MUNWTG1RUXRmbEkKLS0tIHo3cUJMdlV5cHJSTzE2QmEzK3lY
    MXhKcFkvN05JVnp1RkQzVU9jcm11UmcKopAc3ENmAbqeFYHqz687HXrrr2O2jWtJ
    jOK4Ct59So5juTcljgdA2B9SKr0UmXry
    -----END AGE ENCRYPTED FILE-----

    """
}
