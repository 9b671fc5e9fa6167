//! Placing things along a line: each wants a position, none may come closer than its room.
//! The pool-adjacent-violators algorithm (Ayer et al., 1955) moves them as little as possible
//! and keeps their order.

/// One thing on the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Where its centre would like to be, in CSS pixels.
    pub centre: i32,
    /// How much it needs along the line.
    pub size: i32,
}

/// The starts of all things, in their order, at least `gap` apart from one another and near to
/// their wishes.
pub fn settle(wishes: &[Wish], gap: i32) -> Vec<i32> {
    // A block is a run of things that touch; its base is where its first thing starts.
    struct Block {
        sum: i64,
        count: i64,
        length: i32,
        base: i32,
    }
    let mut blocks: Vec<Block> = Vec::new();
    for wish in wishes {
        let want = wish.centre - wish.size / 2;
        let alone = Block { sum: i64::from(want), count: 1, length: wish.size + gap, base: want };
        blocks.push(alone);
        while let [.., before, last] = blocks.as_mut_slice() {
            if before.base + before.length <= last.base {
                break;
            }
            before.sum += last.sum - i64::from(before.length) * last.count;
            before.count += last.count;
            before.length += last.length;
            before.base = narrow(before.sum.div_euclid(before.count));
            blocks.pop();
        }
    }
    let mut starts = Vec::with_capacity(wishes.len());
    let mut members = wishes.iter();
    for block in &blocks {
        let mut at = block.base;
        for wish in members.by_ref().take(usize::try_from(block.count).unwrap_or(0)) {
            starts.push(at);
            at += wish.size + gap;
        }
    }
    starts
}

fn narrow(value: i64) -> i32 {
    i32::try_from(value).unwrap_or(if value < 0 { i32::MIN / 4 } else { i32::MAX / 4 })
}
