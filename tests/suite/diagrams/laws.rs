//! Laws of every drawing, held against models made at random: no panic, the same bytes twice,
//! well-formed XML, text inside the picture, boxes and labels apart from one another.

use eventbook::draw::diagram::{Area, ArrowKind, Drawing};
use eventbook::draw::diagrams::neighbourhood::model::{Column, Edge, Neighbourhood, Node};
use eventbook::draw::diagrams::saga::model::{Compensation, Saga, SagaStep};
use eventbook::draw::diagrams::sequence::model::{
    Branch, Message, Operator, Participant, Sequence, Step,
};
use eventbook::draw::diagrams::sequence::parse::parse_plain;
use eventbook::draw::diagrams::sequence::plain::{Line, Name, Script};
use eventbook::draw::diagrams::{neighbourhood, saga, sequence};
use eventbook::draw::shape::NodeKind;
use proptest::prelude::*;

use super::xml;

/// Names and texts as people write them, and as nobody should.
fn words() -> impl Strategy<Value = String> {
    let nasty = vec![
        "",
        " ",
        "->",
        "-",
        "a - b",
        "end",
        "note over",
        "par x",
        "\"",
        "\\n",
        "]]>",
        "</svg>",
        "&amp;",
        "a:b",
        "x[y]",
        "\u{0}\u{1b}\u{fffe}",
        "line\nbreak\r\n",
        "👩‍👩‍👧‍👦",
        "在庫を予約する",
        "\u{202e}x",
    ];
    prop_oneof![
        3 => "[A-Z][a-z]{2,9}[A-Z][a-z]{2,9}",
        2 => "[a-z]{2,9}(-[a-z]{1,9}){0,6}",
        1 => "[ a-zA-Z.,]{0,120}",
        1 => any::<String>(),
        2 => proptest::sample::select(nasty).prop_map(str::to_owned),
    ]
}

fn arrow_kind() -> impl Strategy<Value = ArrowKind> {
    proptest::sample::select(ArrowKind::ALL.to_vec())
}

fn node_kind() -> impl Strategy<Value = NodeKind> {
    proptest::sample::select(vec![
        NodeKind::Actor,
        NodeKind::Service,
        NodeKind::External,
        NodeKind::Topic,
        NodeKind::DeadLetter,
        NodeKind::Store,
        NodeKind::Coordinator,
        NodeKind::Event,
        NodeKind::Command,
    ])
}

fn maybe() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(words())
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let message = (0..7_usize, 0..7_usize, words(), maybe(), arrow_kind(), maybe(), any::<bool>())
        .prop_map(|(from, to, text, version, kind, href, cut)| {
            Step::Message(Message { from, to, text, version, kind, href, cut })
        });
    let note = (0..7_usize, words()).prop_map(|(at, text)| Step::Note { at, text });
    let leaf = prop_oneof![4 => message, 1 => note];
    let step = leaf.prop_recursive(4, 40, 5, |inner| {
        let operator = proptest::sample::select(vec![
            Operator::Par,
            Operator::Alt,
            Operator::Opt,
            Operator::Loop,
        ]);
        let branch = (words(), any::<bool>(), proptest::collection::vec(inner, 0..4))
            .prop_map(|(guard, failure, steps)| Branch { guard, failure, steps });
        (operator, proptest::collection::vec(branch, 0..4))
            .prop_map(|(operator, branches)| Step::Fragment { operator, branches })
    });
    proptest::collection::vec(step, 0..10)
}

fn sequences() -> impl Strategy<Value = Sequence> {
    let participant = (words(), maybe(), words(), node_kind(), maybe()).prop_map(
        |(name, channel, sub, kind, href)| Participant { name, channel, sub, kind, href },
    );
    (words(), words(), proptest::collection::vec(participant, 0..7), steps())
        .prop_map(|(id, title, participants, steps)| Sequence { id, title, participants, steps })
}

fn sagas() -> impl Strategy<Value = Saga> {
    let compensation = (words(), words(), maybe(), maybe())
        .prop_map(|(action, service, href, event)| Compensation { action, service, href, event });
    let texts = (words(), words(), maybe(), words(), maybe(), maybe());
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    let step = (texts, flags, proptest::option::of(compensation)).prop_map(
        |((name, service, href, outcome, failure, timeout), flags, compensation)| {
            let (read_only, retriable, pivot) = flags;
            SagaStep {
                name,
                service,
                href,
                outcome,
                failure,
                timeout,
                read_only,
                retriable,
                pivot,
                compensation,
            }
        },
    );
    let texts = (words(), words(), words(), maybe(), maybe(), maybe(), maybe());
    (texts, proptest::collection::vec(step, 0..7)).prop_map(|(texts, steps)| {
        let (id, title, completed, compensated, failed, timeout, correlation) = texts;
        Saga { id, title, steps, completed, compensated, failed, timeout, correlation }
    })
}

fn neighbourhoods() -> impl Strategy<Value = Neighbourhood> {
    let node = (words(), words(), node_kind(), maybe()).prop_map(|(name, sub, kind, href)| Node {
        name,
        sub,
        kind,
        href,
    });
    let column = (words(), proptest::collection::vec(node, 0..12), maybe())
        .prop_map(|(heading, nodes, more_href)| Column { heading, nodes, more_href });
    let spot = || (0..6_usize, 0..12_usize);
    let edge = (spot(), spot(), maybe(), maybe(), arrow_kind(), maybe()).prop_map(
        |(from, to, label, version, kind, href)| Edge { from, to, label, version, kind, href },
    );
    let near = (0..5_usize, 0..4_usize, 0..4_usize, maybe(), arrow_kind()).prop_map(
        |(column, from, to, label, kind)| Edge {
            from: (column, from),
            to: (column + 1, to),
            label,
            kind,
            ..Edge::default()
        },
    );
    let edges = proptest::collection::vec(prop_oneof![1 => edge, 3 => near], 0..30);
    let columns = proptest::collection::vec(column, 0..6);
    (words(), words(), columns, (0..6_usize, 0..12_usize), edges).prop_map(
        |(id, title, columns, focus, edges)| Neighbourhood { id, title, columns, focus, edges },
    )
}

fn scripts() -> impl Strategy<Value = Script> {
    let name = || (words(), maybe()).prop_map(|(name, channel)| Name { name, channel });
    let message =
        (name(), name(), words()).prop_map(|(from, to, text)| Line::Message { from, to, text });
    let note = (name(), words()).prop_map(|(over, text)| Line::Note { over, text });
    let line = prop_oneof![message, note].prop_recursive(4, 30, 4, |inner| {
        let operator = proptest::sample::select(vec![
            Operator::Par,
            Operator::Alt,
            Operator::Opt,
            Operator::Loop,
        ]);
        let branch = (words(), proptest::collection::vec(inner, 0..4)).boxed();
        (operator, branch.clone(), proptest::collection::vec(branch, 0..3))
            .prop_map(|(operator, first, rest)| Line::Fragment { operator, first, rest })
    });
    proptest::collection::vec(line, 0..8).prop_map(|lines| Script { lines })
}

/// What holds for every drawing, whatever it shows.
fn holds(drawing: &Drawing) -> Result<(), TestCaseError> {
    let texts = xml::texts(&drawing.svg).map_err(TestCaseError::fail)?;
    let picture = Area { x: 0, y: 0, width: drawing.width, height: drawing.height };
    for text in texts {
        let area = text.area;
        let inside = area.x >= 0
            && area.y >= 0
            && area.right() <= picture.width
            && area.bottom() <= picture.height;
        prop_assert!(inside, "`{}` at {area:?} is outside of {picture:?}", text.content);
    }
    Ok(())
}

fn apart(what: &str, areas: &[Area]) -> Result<(), TestCaseError> {
    for (index, area) in areas.iter().enumerate() {
        for other in &areas[index + 1..] {
            prop_assert!(!area.overlaps(other), "{what}: {area:?} lies on {other:?}");
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn sequences_keep_the_laws(model in sequences()) {
        let drawing = sequence::draw(&model);
        prop_assert_eq!(&drawing, &sequence::draw(&model));
        holds(&drawing)?;
        let layout = sequence::layout::lay_out(&model);
        let heads: Vec<Area> = layout.heads.iter().map(|head| head.area).collect();
        apart("heads", &heads)?;
        let labels: Vec<Area> = layout.items.iter().map(|item| item.area()).collect();
        apart("labels", &labels)?;
        for label in &labels {
            prop_assert!(!heads.iter().any(|head| head.overlaps(label)), "{label:?} on a head");
            for frame in &layout.frames {
                for band in &frame.bands {
                    let area = Area { y: band.top, height: sequence::placed::BAND, ..frame.area };
                    prop_assert!(!area.overlaps(label), "{label:?} on the guard {area:?}");
                }
            }
        }
        let script = Script::of(&model);
        prop_assert_eq!(parse_plain(&drawing.text), Ok(script));
    }

    #[test]
    fn sagas_keep_the_laws(model in sagas()) {
        let drawing = saga::draw(&model);
        prop_assert_eq!(&drawing, &saga::draw(&model));
        holds(&drawing)?;
        let machine = saga::machine::resolve(&model);
        let layout = saga::layout::lay_out(&model, &machine);
        let boxes: Vec<Area> = layout.boxes.iter().map(|state| state.area).collect();
        apart("states", &boxes)?;
        let labels: Vec<Area> = layout.routes.iter().filter_map(|route| route.text()).collect();
        apart("labels", &labels)?;
        for label in &labels {
            prop_assert!(!boxes.iter().any(|area| area.overlaps(label)), "{label:?} on a state");
        }
    }

    #[test]
    fn neighbourhoods_keep_the_laws(model in neighbourhoods()) {
        let drawing = neighbourhood::draw(&model);
        prop_assert_eq!(&drawing, &neighbourhood::draw(&model));
        holds(&drawing)?;
        let view = neighbourhood::view::view(&model);
        let view = neighbourhood::order::untangle(view, model.focus.0);
        let layout = neighbourhood::layout::lay_out(&model, &view);
        let boxes = layout.boxes.iter().flatten().map(|slot| slot.area);
        let chips = layout.routes.iter().filter_map(|route| route.chip);
        apart("boxes and chips", &boxes.chain(chips).collect::<Vec<_>>())?;
    }

    #[test]
    fn plain_text_is_read_back(script in scripts()) {
        prop_assert_eq!(parse_plain(&script.print()), Ok(script));
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = parse_plain(&text);
    }
}
