//! Planted faults: copiers that are right but for one thing. Each is caught, by
//! the traps, by the oracle or by both, and the one without fault by neither.

use anyhow::Result;
use readerly_browser_tests::safety::{self, Arena, Way};
use readerly_browser_tests::stories;
use readerly_browser_tests::story::Stage;

stories! { no_fault_no_alarm, faults_that_run, faults_that_are_seen, parsing_again_is_a_fault }

async fn no_fault_no_alarm(stage: &Stage) -> Result<()> {
    check(stage, &[("no fault", false, false)]).await
}

async fn faults_that_run(stage: &Stage) -> Result<()> {
    let faults = [
        ("naive scheme check", true, true),
        ("kept handlers", true, true),
        ("kept scripts", true, true),
    ];
    check(stage, &faults).await
}

/// What a detector of executions alone would miss, all or most of it.
async fn faults_that_are_seen(stage: &Stage) -> Result<()> {
    let faults = [
        ("kept style", false, true),
        ("kept object and embed", true, true),
        ("kept forms and names", false, true),
        ("blind to namespaces", false, true),
    ];
    check(stage, &faults).await
}

/// The same tree, harmless as it is and live once it was text in between.
async fn parsing_again_is_a_fault(stage: &Stage) -> Result<()> {
    let copies = [
        ("wide, as a tree", false, true),
        ("wide, written out and parsed again", true, true),
    ];
    // All of them: few are harmless only until they are written out.
    let seen = render(stage, safety::payloads(), &copies).await?;
    assert!(seen[1].0 > seen[0].0, "{seen:?}");
    Ok(())
}

/// Copiers, whether the traps have to see them, and whether the oracle has to.
async fn check(stage: &Stage, copies: &[(&'static str, bool, bool)]) -> Result<()> {
    let seen = render(stage, safety::sample(), copies).await?;
    for ((name, runs, is_seen), (fired, found)) in copies.iter().zip(seen) {
        assert!(!runs || fired > 0, "{name} is not caught by the traps");
        assert_eq!(
            *is_seen,
            found > 0,
            "{name}: found by the oracle in {found}"
        );
        if !runs && !is_seen {
            assert_eq!(fired, 0, "{name} is caught, and should not be");
        }
    }
    Ok(())
}

/// How many payloads each copier let run, and in how many the oracle found
/// something.
async fn render(
    stage: &Stage,
    payloads: Vec<safety::Payload>,
    copies: &[(&'static str, bool, bool)],
) -> Result<Vec<(usize, usize)>> {
    let arena = Arena::open(stage, payloads).await?;
    let mut seen = Vec::new();
    for (name, ..) in copies {
        let outcome = arena.render(Way::Copier(name)).await?;
        let (fired, found) = (outcome.executions.len(), outcome.problems.len());
        safety::report_line(
            stage.engine,
            &format!("fault: {name}: {fired} executions, {found} payloads found by the oracle"),
        );
        seen.push((fired, found));
    }
    arena.close().await;
    Ok(seen)
}
