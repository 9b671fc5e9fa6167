//! The order of the slots in the outer columns: by the mean place of the neighbours nearer to the
//! focus (the barycentre heuristic of Sugiyama, Tagawa and Toda, 1981), so that fewer lines cross.
//! The author's order breaks ties, and stays as it is beside the focus.

use crate::draw::diagrams::neighbourhood::model::Spot;
use crate::draw::diagrams::neighbourhood::view::{Slot, View};

/// Orders the columns further out than the neighbours of the column in focus, outward.
pub fn untangle(mut view: View, focus: usize) -> View {
    let count = view.columns.len();
    for column in focus.saturating_add(2)..count {
        reorder(&mut view, column, column - 1);
    }
    for column in (0..focus.min(count).saturating_sub(1)).rev() {
        reorder(&mut view, column, column + 1);
    }
    view
}

fn reorder(view: &mut View, column: usize, inner: usize) {
    let mean = |row: usize| {
        let joined = |spot: Spot, other: Spot| {
            (spot == (column, row) && other.0 == inner).then_some(other.1)
        };
        let places: Vec<usize> = view
            .links
            .iter()
            .filter_map(|link| joined(link.from, link.to).or(joined(link.to, link.from)))
            .collect();
        // Thousandths keep the mean an integer.
        (!places.is_empty()).then(|| places.iter().sum::<usize>() * 1000 / places.len())
    };
    let gathers = |slot: &Slot| slot.kind.is_none();
    let mut order: Vec<usize> = (0..view.columns[column].len()).collect();
    order.sort_by_key(|row| {
        let last = gathers(&view.columns[column][*row]);
        (last, mean(*row).unwrap_or(usize::MAX))
    });
    view.columns[column] = order.iter().map(|row| view.columns[column][*row].clone()).collect();
    let place = |spot: &mut Spot| {
        if spot.0 == column {
            spot.1 = order.iter().position(|row| *row == spot.1).unwrap_or(spot.1);
        }
    };
    for link in &mut view.links {
        place(&mut link.from);
        place(&mut link.to);
    }
}
