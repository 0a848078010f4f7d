import Glibc

/// The index of a pack, version 2 (gitformat-pack(5)): a fan-out by the first byte, the sorted ids, the sums
/// of the packed bytes, the offsets.
enum PackIndex {
  struct Item {
    let id: ObjectID
    let offset: UInt64
    let sum: UInt32
  }

  static func encode(_ items: inout [Item], of pack: ObjectID, _ digest: inout Digest) -> [UInt8] {
    items.sort { $0.id < $1.id }
    var bytes: [UInt8] = [0xff, 0x74, 0x4f, 0x63, 0, 0, 0, 2]
    bytes.reserveCapacity(1100 + items.count * 28)
    var counts = [UInt32](repeating: 0, count: 256)
    for item in items { counts[Int(item.id.firstByte)] += 1 }
    var total: UInt32 = 0
    for count in counts {
      total += count
      bytes.append(big: total)
    }
    for item in items { item.id.withBytes { bytes.append(contentsOf: $0) } }
    for item in items { bytes.append(big: item.sum) }
    var large: [UInt64] = []
    for item in items {
      if item.offset < 1 << 31 {
        bytes.append(big: UInt32(item.offset))
      } else {
        bytes.append(big: 1 << 31 | UInt32(large.count))
        large.append(item.offset)
      }
    }
    for offset in large {
      bytes.append(big: UInt32(offset >> 32))
      bytes.append(big: UInt32(offset & 0xffff_ffff))
    }
    bytes.append(contentsOf: pack.bytes)
    digest.add(bytes)
    bytes.append(contentsOf: digest.finish().bytes)
    return bytes
  }

  /// Gives a pack that is written its name and its index; from then on git and libgit2 find the objects.
  ///
  /// - Parameter temporary: the name that it has until then, open as `descriptor`.
  static func keep(
    _ temporary: String, _ descriptor: Int32, in folder: String, of sum: ObjectID, _ items: inout [Item],
    _ digest: inout Digest
  ) throws(GitError) {
    // As git does: a pack is not written or fetched again when the power comes back.
    guard fsync(descriptor) == 0 else { throw .system(errno, "fsync", temporary) }
    let index = folder + "/tmp_idx_mgrnet_\(getpid())"
    unlink(index)
    let file = open(index, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o444)
    guard file >= 0 else { throw .system(errno, "open", index) }
    defer { close(file) }
    do throws(GitError) {
      try Files.write(encode(&items, of: sum, &digest), to: file, index)
      guard fsync(file) == 0 else { throw .system(errno, "fsync", index) }
      let name = folder + "/pack-\(sum)"
      guard rename(temporary, name + ".pack") == 0 else { throw .system(errno, "rename", name) }
      // Objects are looked for by the index: it comes last.
      guard rename(index, name + ".idx") == 0 else { throw .system(errno, "rename", name) }
    } catch {
      unlink(index)
      throw error
    }
  }
}
