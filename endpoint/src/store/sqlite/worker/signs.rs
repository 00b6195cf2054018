//! What the store thread does with the signs of life of a batch.

use super::{Site, Worker};
use crate::identity::Person;
use crate::names::{PagePath, SiteName, TabId};
use crate::presence::Presence;
use crate::store::sqlite::Answer;
use crate::store::sqlite::database::View;
use crate::store::{Event, MOST_SITES, Sign, StoreError};

impl Worker {
    /// Records signs of life, with one commit for all the views among them, and answers each.
    pub(super) fn record(&mut self, signs: Vec<(Sign, Answer<()>)>) {
        let now = self.clock.now();
        if let Err(error) = self.turn_day(now) {
            for (_, answer) in signs {
                let _ = answer.send(Err(error.clone()));
            }
            return;
        }
        let now_ms = now.as_millisecond();
        let mut views = Vec::new();
        let pending: Vec<_> = signs
            .into_iter()
            .map(|(sign, answer)| Pending {
                act: self.decide(now_ms, &sign, &mut views),
                site: sign.site,
                tab: sign.tab,
                answer,
            })
            .collect();
        let counted = if views.is_empty() {
            Ok(Vec::new())
        } else {
            self.database.count(self.today.day, &views)
        };
        let counted = counted.map_err(StoreError::from);
        for (place, view) in views.iter().enumerate() {
            let was_counted = matches!(&counted, Ok(counted) if counted.get(place) == Some(&true));
            if !was_counted {
                self.revisits.forget(view.visitor, &view.page);
            }
        }
        for sign in pending {
            self.finish(now_ms, sign, &counted);
        }
    }

    /// Decides what a sign does; a view that is to be counted is added to the list.
    fn decide(&mut self, now_ms: i64, sign: &Sign, views: &mut Vec<View>) -> Act {
        let known = self.know(&sign.site);
        let (page, is_hit) = match &sign.event {
            Event::Leave => return Act::Leave,
            _ if !known => return Act::Refuse(StoreError::TooManySites),
            Event::Hit(page) => (page.clone(), true),
            Event::Heartbeat(page) => (page.clone(), false),
        };
        let salt = &self.today.salt;
        let person = salt.person(&sign.site, sign.address, &sign.user_agent);
        let visitor = person.visitor;
        let view = (is_hit && self.revisits.is_new(now_ms, visitor, &page)).then(|| {
            views.push(View {
                site: sign.site.clone(),
                visitor,
                page: page.clone(),
            });
            views.len() - 1
        });
        Act::Mark {
            person,
            page,
            is_hit,
            view,
        }
    }

    /// Whether there is room for the site in memory.
    fn know(&mut self, site: &SiteName) -> bool {
        if self.sites.contains_key(site) {
            return true;
        }
        if self.sites.len() >= MOST_SITES {
            return false;
        }
        let new = Site {
            presence: Presence::new(self.window),
            told_version: 0,
        };
        self.sites.insert(site.clone(), new);
        true
    }

    /// Does what is left to do for a sign after the commit, and answers it.
    fn finish(&mut self, now_ms: i64, sign: Pending, counted: &Result<Vec<bool>, StoreError>) {
        let Pending {
            site,
            tab,
            act,
            answer,
        } = sign;
        let mut moved = false;
        let outcome = match act {
            Act::Refuse(error) => Err(error),
            Act::Leave => {
                if let Some(known) = self.sites.get_mut(&site) {
                    known.presence.leave(now_ms, &tab);
                }
                Ok(())
            }
            Act::Mark {
                person,
                page,
                is_hit,
                view,
            } => {
                let outcome = match (counted, view) {
                    // A view that was left out because it repeats one of the same batch fails with
                    // it, or its sender would believe the first one counted.
                    (Err(error), _) if is_hit => Err(error.clone()),
                    (Ok(counted), Some(place)) if counted.get(place) != Some(&true) => {
                        Err(StoreError::TooManySites)
                    }
                    _ => Ok(()),
                };
                if let (Ok(()), Some(known)) = (&outcome, self.sites.get_mut(&site)) {
                    moved = view.is_some();
                    known.presence.mark(now_ms, tab, person, page);
                }
                outcome
            }
        };
        if let Some(known) = self.sites.get_mut(&site) {
            moved |= known.has_moved(now_ms);
        }
        self.tell(moved.then_some(site));
        let _ = answer.send(outcome);
    }
}

/// A sign of life on its way through a batch.
struct Pending {
    site: SiteName,
    tab: TabId,
    act: Act,
    answer: Answer<()>,
}

enum Act {
    /// `view` is the place in the list of views that are to be counted, if this is one of them.
    Mark {
        person: Person,
        page: PagePath,
        is_hit: bool,
        view: Option<usize>,
    },
    Leave,
    Refuse(StoreError),
}
