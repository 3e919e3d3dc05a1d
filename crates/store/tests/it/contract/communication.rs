//! Communications: kept with their days, each body its own, and citing what was released alone.

use authority::Act;
use authority::policy::Shelf;
use disclosure::release;
use jiff::civil::date;
use programme::by_when::ByWhen;
use programme::change::Kind;
use programme::communication::{Cited, Communication, ProposedCommunication, Reached, Stage, Wave};
use programme::id::{CommunicationId, RunId};
use programme::indicator::{Breakdown, Dimension};
use store::{AsAt, Error};

use super::cycle::{is_whole, own};
use super::evidence::{finding, keep};
use super::journal::policy;
use crate::bed::Bed;
use crate::region::{all, analyst, at, body, draw, lead, noon, region_may, sees, settle_in};

fn briefing(code: &str, wave: u16, findings: Vec<Cited>) -> Communication {
    let said = ProposedCommunication {
        wave: Wave::try_from(wave).unwrap(),
        audience: "All staff".to_owned(),
        product: "2 pages".to_owned(),
        by_when: ByWhen::read("30 September 2026"),
        findings,
        ..ProposedCommunication::default()
    };
    Communication {
        id: CommunicationId::new(draw()),
        organisation: body(code),
        plan: None,
        action: None,
        said,
        stage: Stage::Planned,
        reach: None,
    }
}

pub(super) async fn what_is_told_in_waves_is_kept_with_its_days(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let permit = own("RRV", Act::WriteCommunication);
    let (second, first) = (briefing("RRV", 2, vec![]), briefing("RRV", 1, vec![]));
    for new in [&second, &first] {
        store.write_communication(&permit, noon(), None, new).await.unwrap();
    }
    let twice = store.write_communication(&permit, noon(), None, &first).await;
    assert!(matches!(twice, Err(Error::AlreadyKept { .. })), "{twice:?}");
    let june = at("2026-06-01T12:00:00Z");
    let reach = Some(Reached::new(140, 200).unwrap());
    let sent = first.clone().gone(Stage::Sent, reach).unwrap();
    assert_eq!(store.write_communication(&permit, june, Some(1), &sent).await.unwrap(), 2);
    let stale = store.write_communication(&permit, june, Some(1), &sent).await;
    assert!(matches!(stale, Err(Error::Changed { .. })), "{stale:?}");

    let listed = store.communications(&all(), AsAt::Now).await.unwrap();
    let listed: Vec<Communication> = listed.into_iter().map(|kept| kept.noun).collect();
    assert_eq!(listed, [sent.clone(), second.clone()]);
    let then = store.communications(&all(), AsAt::Day(date(2026, 5, 1))).await.unwrap();
    assert_eq!(then.first().map(|kept| &kept.noun), Some(&first));
    assert_eq!(store.communications(&all(), AsAt::Day(date(2026, 3, 1))).await.unwrap(), []);
    let days = (date(2026, 5, 1), date(2026, 6, 2));
    assert_eq!(store.changes(&all(), Kind::Communication, days).await.unwrap().len(), 1);

    // Another body sees nothing of it and writes nothing of it.
    let sight = sees(&lead("lantern"), Shelf::Promises);
    assert_eq!(store.communications(&sight, AsAt::Now).await.unwrap(), []);
    for as_at in [AsAt::Now, AsAt::Day(date(2027, 1, 1))] {
        let hidden = store.communication(&sight, first.id, as_at).await;
        assert!(matches!(hidden, Err(Error::NotFound)), "{hidden:?}");
    }
    let foreign = own("lantern", Act::WriteCommunication);
    let refused = store.write_communication(&foreign, june, Some(2), &sent).await;
    assert!(matches!(refused, Err(Error::WrongPermit { .. })), "{refused:?}");
    let wrong = region_may(Act::WriteRisk);
    let refused = store.write_communication(&wrong, june, Some(2), &sent).await;
    assert!(matches!(refused, Err(Error::WrongPermit { .. })), "{refused:?}");
    is_whole(store).await;
}

pub(super) async fn only_what_was_released_is_cited(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let counts = [(500, 1000), (600, 1000), (700, 1000), (800, 1000), (900, 1000)];
    let found = finding("health-checks", "2026-01", &counts);
    let run = keep(bed, std::slice::from_ref(&found)).await;
    let cited = Cited {
        run,
        indicator: "health-checks".parse().unwrap(),
        breakdown: Breakdown(vec![Dimension::Deprivation]),
        period: "2026-01".to_owned(),
    };
    let permit = own("RRV", Act::WriteCommunication);
    for wrong in [
        Cited { run: RunId::new(draw()), ..cited.clone() },
        Cited { period: "2026-02".to_owned(), ..cited.clone() },
        Cited { indicator: "flu".parse().unwrap(), ..cited.clone() },
        Cited { breakdown: Breakdown(vec![Dimension::Sex]), ..cited.clone() },
    ] {
        let told = briefing("RRV", 1, vec![cited.clone(), wrong]);
        let refused = store.write_communication(&permit, noon(), None, &told).await;
        assert!(matches!(refused, Err(Error::Misfit { .. })), "{refused:?}");
    }
    let told = briefing("RRV", 1, vec![cited.clone()]);
    store.write_communication(&permit, noon(), None, &told).await.unwrap();
    // A later run that finds something else does not change what was cited.
    keep(bed, &[finding("health-checks", "2026-01", &[(900, 1000); 5])]).await;
    let sight = sees(&analyst(), Shelf::Findings);
    let still = store.cited_finding(&sight, &cited).await.unwrap();
    assert_eq!(still.finding, release(&found, &policy()));
    let nothing = sees(&lead("RRV"), Shelf::Journal);
    let hidden = store.cited_finding(&nothing, &cited).await;
    assert!(matches!(hidden, Err(Error::NotFound)), "{hidden:?}");
    is_whole(store).await;
}
