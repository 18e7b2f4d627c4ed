//! What a queue keeps of its rows is what a look at all of them would say; and a change looks at few.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::*;
use super::{draft, packed};
use crate::domain::{Attribute, DataType, DeviceId, StringI18n};
use crate::provision::series::next_free;
use crate::provision::visits::counted;
use crate::said::{Said, pair};

/// What is known of products, which changes.
#[derive(Clone, Debug, Default)]
struct World {
    model: Option<ThingModel>,
    hidden: bool,
    lenient: bool,
}

impl World {
    fn model_of(&self, key: &str) -> Option<&ThingModel> {
        self.model.as_ref().filter(|_| key == "P")
    }

    fn hidden(&self, key: &str) -> Option<&Said> {
        const WHY: &Said = &pair!("Not found (11611)", "未找到（11611）");
        (self.hidden && key == "Q").then_some(WHY)
    }

    fn rules(&self) -> Rules {
        Rules {
            lenient: self.lenient,
        }
    }

    fn check(&self, queue: &mut Queue, check: impl Fn(&mut Queue, Known<'_>)) {
        let known = Known {
            model_of: &|key| self.model_of(key),
            hidden: &|key| self.hidden(key),
            rules: self.rules(),
        };
        check(queue, known);
    }

    fn anew(&self, drafts: &[Draft]) -> Vec<Vec<Problem>> {
        let (model_of, hidden) = (|key: &str| self.model_of(key), |key: &str| self.hidden(key));
        check_all(drafts, &model_of, &hidden, self.rules())
    }
}

fn demanding() -> ThingModel {
    let attribute = Attribute {
        identifier: "serial".to_owned(),
        name: StringI18n::plain("Serial"),
        desc: String::new(),
        data_type: DataType::Int,
        required: true,
        default: None,
        unit: None,
    };
    ThingModel {
        attributes: vec![attribute],
        ..ThingModel::default()
    }
}

#[derive(Clone, Debug)]
enum Step {
    Add(Vec<Draft>),
    Edit(usize, Box<Draft>),
    Remove(Vec<usize>),
    TakeOver(Vec<(i64, Draft)>),
    HandOver(Vec<usize>),
    Undo,
    Redo,
    Saved,
    Model(bool),
    Hidden(bool),
    Lenient(bool),
}

fn device() -> impl Strategy<Value = Draft> {
    let keys = select(vec!["", "K 1", "K1", "K2", "K3", "K9", "K10", "é"]);
    let names = select(vec!["", " ", "a", "a", "b"]);
    let zones = select(vec!["+08:00", "+8", ""]);
    let row = (
        select(vec!["P", "Q", ""]),
        keys,
        names,
        zones,
        any::<bool>(),
    );
    row.prop_map(|(product, key, name, zone, tagged)| {
        let mut draft = draft(product, key, name);
        zone.clone_into(&mut draft.timezone);
        if tagged {
            draft.device_tags.insert(String::new(), String::new());
        }
        draft
    })
}

fn step() -> impl Strategy<Value = Step> {
    let places = || vec(0..12_usize, 0..6);
    prop_oneof![
        3 => vec(device(), 1..6).prop_map(Step::Add),
        3 => (0..12_usize, device()).prop_map(|(place, draft)| Step::Edit(place, draft.into())),
        2 => places().prop_map(Step::Remove),
        // Ids before, between and behind those that are there.
        2 => vec((-20..20_i64, device()), 1..4).prop_map(Step::TakeOver),
        1 => places().prop_map(Step::HandOver),
        2 => Just(Step::Undo),
        2 => Just(Step::Redo),
        1 => Just(Step::Saved),
        1 => any::<bool>().prop_map(Step::Model),
        1 => any::<bool>().prop_map(Step::Hidden),
        1 => any::<bool>().prop_map(Step::Lenient),
    ]
}

fn ids(queue: &Queue, places: &[usize]) -> Vec<QueueId> {
    let at = |place: &usize| queue.at(*place).map(|(id, _)| id);
    places.iter().filter_map(at).collect()
}

proptest! {
    #[test]
    fn what_is_kept_is_what_a_look_at_all_rows_says(
        few in any::<bool>(),
        steps in vec(step(), 0..40),
    ) {
        // Long enough for changes to count as few, or short.
        let first = if few { -1000 } else { -10 };
        let start = (first..-2).map(|id| (QueueId(id), packed("P", &format!("S{id}"), "")));
        let (mut queue, mut world) = (Queue::new(start), World::default());
        let mut next = QueueId(1000);
        for step in steps {
            let catalogue = matches!(step, Step::Model(_) | Step::Hidden(_));
            let change = match step {
                Step::Add(drafts) => {
                    let rows = drafts.iter().map(|draft| {
                        next = next.next();
                        (next, draft.into())
                    });
                    queue.add(rows.collect::<Vec<_>>())
                }
                Step::Edit(place, draft) => {
                    let id = ids(&queue, &[place]);
                    id.first().map_or_else(Change::default, |id| queue.edit(*id, &draft))
                }
                Step::Remove(places) => queue.remove(&ids(&queue, &places)),
                Step::TakeOver(rows) => {
                    let rows = rows.into_iter().map(|(id, draft)| (QueueId(id), draft.into()));
                    queue.take_over("other", rows)
                }
                Step::HandOver(places) => {
                    queue.hand_over(&ids(&queue, &places));
                    Change::default()
                }
                Step::Undo => queue.undo().unwrap_or_default(),
                Step::Redo => queue.redo().unwrap_or_default(),
                Step::Saved => {
                    let all: Vec<QueueId> = queue.rows().map(|(id, _)| id).collect();
                    queue.saved(&all);
                    Change::default()
                }
                Step::Model(known) => {
                    world.model = known.then(demanding);
                    Change::default()
                }
                Step::Hidden(hidden) => {
                    world.hidden = hidden;
                    Change::default()
                }
                Step::Lenient(lenient) => {
                    world.lenient = lenient;
                    Change::default()
                }
            };
            queue.saving(change.put.iter().map(|(id, _)| *id));
            world.check(&mut queue, if catalogue { Queue::check_products } else { Queue::check });

            let rows: Vec<_> = queue.rows().map(|(id, draft)| (id, draft.open())).collect();
            let drafts: Vec<Draft> = rows.iter().map(|(_, draft)| draft.clone()).collect();
            let anew = world.anew(&drafts);
            let mut ready = 0;
            for (place, ((id, draft), anew)) in rows.iter().zip(&anew).enumerate() {
                prop_assert_eq!(queue.place(*id), Some(place));
                prop_assert_eq!(&queue.problems(place), anew, "row {}", place);
                let is_ready = !queue.is_saving(*id) && !anew.iter().any(Problem::is_error);
                prop_assert_eq!(queue.is_ready(place), is_ready);
                ready += usize::from(is_ready);
                prop_assert_eq!(queue.taken(draft.id().unwrap_or(NONE)) > 0, draft.id().is_some());
            }
            prop_assert_eq!(queue.ready(), ready);
            prop_assert_eq!(queue.ready_rows().count(), ready);
            let mut products: Vec<&str> = drafts.iter().map(|draft| &*draft.product_key).collect();
            products.sort_unstable();
            products.dedup();
            prop_assert_eq!(queue.products().collect::<Vec<_>>(), products);
        }
    }

    #[test]
    fn the_next_free_key_is_the_one_that_is_found_step_by_step(
        keys in vec("[kK]?[09]?[0-9]{1,2}", 0..60),
        gone in vec(0..60_usize, 0..30),
        from in "[kK]?[09]?[0-9]{1,2}",
    ) {
        let rows = (0..).map(QueueId).zip(keys.iter().map(|key| packed("P", key, "")));
        let mut queue = Queue::new(rows.collect::<Vec<_>>());
        let mut left: BTreeMap<usize, &String> = keys.iter().enumerate().collect();
        for place in gone {
            queue.remove(&[QueueId(i64::try_from(place).unwrap())]);
            left.remove(&place);
        }
        let draft = draft("P", &from, "");
        let one = |id: DeviceId<&str>| u64::from(left.values().any(|key| *key == id.device_key));
        let free = next_free(&draft, |id| queue.taken(id));
        prop_assert_eq!(free, next_free(&draft, one));
    }
}

const NONE: DeviceId<&str> = DeviceId {
    product_key: "",
    device_key: "",
};

type Turn = fn(&mut Queue, QueueId);

const MANY: i64 = 20_000;
const MOST: usize = 100;

fn many() -> (Queue, World) {
    let rows = (0..MANY).map(|id| {
        let draft = packed("P", &format!("K-{id}"), &format!("Device {id}"));
        (QueueId(id), draft)
    });
    let (mut queue, world) = (Queue::new(rows), World::default());
    world.check(&mut queue, Queue::check_products);
    (queue, world)
}

#[test]
fn one_change_looks_at_a_handful_of_rows() {
    let (mut queue, world) = many();
    let middle = QueueId(MANY / 2);
    let changes: [(&str, Turn); 7] = [
        ("add", |queue, id| {
            let last = QueueId(MANY);
            let copy = next_free(&queue.get(QueueId(0)).unwrap().open(), |id| queue.taken(id));
            assert_eq!(copy.device_key.as_deref(), Some("K-20000"));
            queue.add([(last, copy.into())]);
            queue.remove(&[last, id]);
        }),
        ("edit", |queue, id| {
            queue.edit(id, &draft("P", "K-7", "Device 7"));
        }),
        ("remove", |queue, id| {
            queue.remove(&[id]);
        }),
        ("remove the first of several", |queue, _| {
            queue.remove(&[QueueId(7)]);
        }),
        ("undo", |queue, _| {
            queue.undo();
        }),
        ("redo", |queue, _| {
            queue.redo();
        }),
        ("hand over", |queue, _| queue.hand_over(&[QueueId(3)])),
    ];
    for (what, change) in changes {
        let ((), looks) = counted(|| {
            change(&mut queue, middle);
            world.check(&mut queue, Queue::check);
            let shown = queue.place(middle).unwrap_or_default();
            let _ = queue.problems(shown);
        });
        assert!(looks <= MOST, "{what}: {looks} rows");
    }
}

#[test]
fn all_rows_are_looked_at_only_where_something_else_is_known_of_their_product() {
    let (mut queue, mut world) = many();
    world.hidden = true;
    let again =
        |queue: &mut Queue, world: &World| counted(|| world.check(queue, Queue::check_products)).1;
    assert!(
        again(&mut queue, &world) <= MOST,
        "no row is of the hidden product"
    );
    world.model = Some(demanding());
    assert!(again(&mut queue, &world) >= 20_000);
    assert_eq!(queue.ready(), 0);
    assert!(again(&mut queue, &world) <= MOST);
}
