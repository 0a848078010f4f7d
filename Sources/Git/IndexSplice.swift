import Glibc

/// A change to one path of the index.
struct IndexEdit {
  let path: [UInt8]
  /// What the index should have there; where it has something else, a person staged that, and it stays.
  let old: ObjectID?
  let new: Blob?
  /// What lstat says of the file of the work tree, where that holds `new`.
  let status: stat?
}

/// Works out which bytes of an index file must change for a set of edits.
///
/// The entries of all other paths stay as they are, byte for byte, but for those that git calls racy:
/// see `smudge`.
struct IndexSplice {
  /// At `offset`, `dropped` bytes make way for `inserted`.
  struct Patch {
    let offset: Int
    let dropped: Int
    let inserted: [UInt8]
  }

  private(set) var patches: [Patch] = []
  private(set) var count = 0
  /// The edits that were made.
  private(set) var made: [Int] = []
  /// The edits that were not, because a person staged something else there.
  private(set) var left: [Int] = []

  /// A name to look for: of an edit, of a directory above one (a file there is in the way), or, with a slash
  /// at its end, of what would be below one.
  private struct Mark {
    let name: [UInt8]
    var edit: Int?
    var isAbove = false
    var belowEdit: Int?
    /// Where an entry of this name is or would be.
    var offset: Int?
    var entries: [IndexFile.Entry] = []
  }

  /// - Parameter edits: sorted by path, each path once.
  init(
    _ edits: [IndexEdit], in file: inout IndexFile, written: timespec, _ workTree: borrowing WorkTree
  ) throws(IndexFile.Problem) {
    var marks = Self.marks(edits)
    var next = 0
    var below: [Int] = []
    var inTheWay: [(edit: Int, name: [UInt8])] = []
    var racy: [IndexFile.Entry] = []
    let bytes = file.bytes
    let index = file
    try file.scan { entry in
      if Int(bytes.big32(entry.start + 8)) >= written.tv_sec { racy.append(entry) }
      while next < marks.count {
        let order = marks[next].name.withUnsafeBytes { index.compare(entry, $0) }
        if order < 0 { break }
        if marks[next].offset == nil { marks[next].offset = entry.start }
        if order == 0 {
          marks[next].entries.append(entry)
          break
        }
        if marks[next].belowEdit != nil { below.append(next) }
        next += 1
      }
      below.removeAll { mark in
        guard bytes[entry.name].starts(with: marks[mark].name) else { return true }
        marks[mark].belowEdit.map { inTheWay.append(($0, Array(bytes[entry.name]))) }
        return false
      }
    }
    decide(edits, marks, inTheWay, file)
    smudge(racy, in: file, written, workTree)
  }

  private static func marks(_ edits: [IndexEdit]) -> [Mark] {
    var places: [[UInt8]: Int] = [:]
    var marks: [Mark] = []
    func place(_ name: [UInt8]) -> Int {
      if let place = places[name] { return place }
      marks.append(Mark(name: name))
      places[name] = marks.count - 1
      return marks.count - 1
    }
    for (number, edit) in edits.enumerated() {
      marks[place(edit.path)].edit = number
      guard edit.new != nil else { continue }
      var end = edit.path.endIndex
      while let slash = edit.path[..<end].lastIndex(of: UInt8(ascii: "/")) {
        let above = place(Array(edit.path[..<slash]))
        if marks[above].isAbove { break }
        marks[above].isAbove = true
        end = slash
      }
      marks[place(edit.path + [UInt8(ascii: "/")])].belowEdit = number
    }
    return marks.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  private mutating func decide(
    _ edits: [IndexEdit], _ marks: [Mark], _ inTheWay: [(edit: Int, name: [UInt8])], _ file: IndexFile
  ) {
    count = file.count
    var accepted = Set<Int>()
    for mark in marks {
      guard let number = mark.edit else { continue }
      let edit = edits[number]
      let isExpected =
        switch mark.entries.count {
        case 0: edit.old == nil || edit.new == nil
        case 1:
          file.stage(mark.entries[0]) == 0
            && [edit.old, edit.new?.id].contains(file.id(mark.entries[0]))
        default: false
        }
      if isExpected { accepted.insert(number) }
    }
    // Files where a path needs a folder, and entries below a path that is to be a file, unless they go now.
    let goes = Set(accepted.lazy.filter { edits[$0].new == nil }.map { edits[$0].path })
    let files = Set(marks.lazy.filter { $0.isAbove && !$0.entries.isEmpty }.map(\.name)).subtracting(goes)
    var blocked = Set(inTheWay.lazy.filter { !goes.contains($0.name) }.map(\.edit))
    if !files.isEmpty {
      for number in accepted where edits[number].new != nil {
        let path = edits[number].path
        let isBlocked = path.indices.contains {
          path[$0] == UInt8(ascii: "/") && files.contains(Array(path[..<$0]))
        }
        if isBlocked { blocked.insert(number) }
      }
    }
    for mark in marks {
      guard let number = mark.edit else { continue }
      guard accepted.contains(number), !blocked.contains(number) else {
        left.append(number)
        continue
      }
      let edit = edits[number]
      let entry = mark.entries.first
      made.append(number)
      if edit.new == nil && entry == nil { continue }
      count += (edit.new == nil ? 0 : 1) - (entry == nil ? 0 : 1)
      patches.append(
        Patch(
          offset: mark.offset ?? file.end, dropped: entry.map { $0.end - $0.start } ?? 0,
          inserted: edit.new.map { IndexFile.encode(edit.path, $0, edit.status) } ?? []))
    }
  }

  /// Keeps git from taking a changed file for unchanged once this index is newer than it.
  ///
  /// Git compares contents where a file's time is not before the index's own, in whole seconds. Writing the
  /// index again moves that time on; so, as git does, entries that this protected lose their size unless
  /// the file is certainly as it was when the entry was written.
  private mutating func smudge(
    _ racy: [IndexFile.Entry], in file: IndexFile, _ written: timespec, _ workTree: borrowing WorkTree
  ) {
    let replaced = Set(patches.lazy.filter { $0.dropped > 0 }.map(\.offset))
    let edits = patches.count
    for entry in racy where !replaced.contains(entry.start) && file.bytes.big32(entry.start + 36) != 0 {
      let name = UnsafeRawBufferPointer(rebasing: file.bytes[entry.name])
      if let status = workTree.status(name), isSure(entry, status, file.bytes, written) { continue }
      patches.append(Patch(offset: entry.start + 36, dropped: 4, inserted: [0, 0, 0, 0]))
    }
    if patches.count > edits { patches.sort { $0.offset < $1.offset } }
  }

  private func isSure(
    _ entry: IndexFile.Entry, _ status: stat, _ bytes: UnsafeRawBufferPointer, _ written: timespec
  )
    -> Bool
  {
    func field(_ number: Int) -> Int { Int(bytes.big32(entry.start + 4 * number)) }
    let isBefore = (field(2), field(3)) < (written.tv_sec, written.tv_nsec)
    return isBefore && field(0) == status.st_ctim.tv_sec && field(1) == status.st_ctim.tv_nsec
      && field(2) == status.st_mtim.tv_sec && field(3) == status.st_mtim.tv_nsec
      && field(5) == Int(status.st_ino & 0xffff_ffff) && field(9) == Int(status.st_size & 0xffff_ffff)
  }
}
