import Records

/// The act that enters the results of a check of links.
package struct LinksChecked: Sendable {
  package enum Status: String, Sendable { case ok, moved, broken }

  package struct Finding: Sendable {
    package var path: String
    /// The address that was checked. If it was changed meanwhile, the result is dropped.
    package var url: String
    package var status: Status

    package init(path: String, url: String, status: Status) {
      (self.path, self.url, self.status) = (path, url, status)
    }
  }

  package let day: CalendarDay
  package init(on day: CalendarDay) { self.day = day }

  /// Makes one act that sets `checked` and `status` and touches no other line. It is empty if every file has these
  /// values already.
  ///
  /// - Returns: also the skipped paths: files that cannot be read, or were changed or removed meanwhile.
  package func act(_ findings: [Finding], in snapshot: Snapshot) throws -> (act: Act, left: [String]) {
    var changes: [Act.Change] = []
    var left: [String] = []
    for finding in findings {
      do {
        let old = try snapshot.record(at: finding.path, as: [.link])
        guard old["url"]?.text == finding.url else { throw StoreError.missingRecord(path: finding.path) }
        var link = old
        try link.set("checked", to: .string(day.description))
        try link.set("status", to: .string(finding.status.rawValue))
        if link["checked"]?.text == old["checked"]?.text, link["status"] == old["status"] { continue }
        changes.append(.put(link, at: finding.path))
      } catch is StoreError {
        left.append(finding.path)
      } catch is RecordError {
        left.append(finding.path)
      }
    }
    let count = { (status: Status) in findings.count { $0.status == status } }
    let found = [(Status.moved, "moved"), (.broken, "broken")].filter { count($0.0) > 0 }
      .map { ", \(count($0.0)) \($0.1)" }.joined()
    let words = (findings.count == 1 ? "1 link" : "\(findings.count) links") + found
    return (Act(subject: Act.subject("check", words), changes: changes), left)
  }
}
