import Testing

/// `watch` as it goes on: in the foreground of a script, as a terminal has it.
@Suite(.enabled(if: ServerShell.has("python3"))) struct WatchTests {
  private static let clones = #"""
    network; mgrnet clone shared.git one -q; mgrnet clone shared.git two -q
    cd two; mgrnet charter accept -q; mgrnet sync -q; cd ../one; mgrnet charter accept -q; mgrnet sync -q; cd ../two
    # news TITLE: somebody else's post, its id in ../TITLE.
    news() { mgrnet -C ../one post idf -k news -t "$1" -m "Text." -q > ../$1; mgrnet -C ../one sync -q; }
    mgrnet watch --once -q

    """#

  @Test func itTellsWhatComesUntilItIsEndedAndGoesOnFromThere() throws {
    let lines = try ServerShell.run(
      Self.clones + #"""
        (sleep 2; news Lunch) &
        timeout --foreground --preserve-status -s INT 8 mgrnet watch --every 1s --ids -q > ../told; echo $?
        wait; diff ../Lunch ../told && echo told
        news Coffee; mgrnet watch --once --ids -q | diff ../Coffee - && echo "goes on"
        mgrnet watch --once; git status --short; git fsck --strict
        """#)
    #expect(lines == ["130", "told", "goes on"])
  }

  @Test func itEndsWhereNobodyReadsAnyMore() throws {
    let lines = try ServerShell.run(
      Self.clones + #"""
        news Lunch; news Coffee
        { timeout --foreground 30 mgrnet watch --every 1s --ids -q; echo "$?" > ../status; } | head -n 1 | grep -c -x -f ../Lunch -f ../Coffee
        cat ../status
        """#)
    #expect(lines == ["1", "0"])
  }

  /// Killed at any moment: the item that it was at may come again, none is left out.
  @Test func whoIsKilledLosesNothing() throws {
    let lines = try ServerShell.run(
      Self.clones + #"""
        for i in 1 2 3 4 5 6 7 8; do mgrnet -C ../one post idf -k news -t "N$i" -m "Text." -q >> ../all; done
        mgrnet -C ../one sync -q; mgrnet sync -q; touch ../told
        for wait in 0.02 0.03 0.04 0.05 0.06 0.08 0.1 0.15; do
          timeout -s KILL $wait mgrnet watch --once --no-sync --ids -q >> ../told 2> /dev/null
        done
        mgrnet watch --once --no-sync --ids -q >> ../told
        sort -u ../told | diff - <(sort ../all) && echo "none left out"
        """#)
    #expect(lines.filter { !$0.contains("Killed") } == ["none left out"])
  }
}
