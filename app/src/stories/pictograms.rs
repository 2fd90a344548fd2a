//! Pictograms of the nine purposes, so that whoever does not read can follow: outlines in a square of 48, drawn for this house. None
//! is the emblem of a party, a faith or the state, and none tells of violence.

use method::consent::Purpose;

/// The outline of a purpose, as the `d` of an SVG path.
pub(crate) const fn outline(purpose: Purpose) -> &'static str {
    match purpose {
        // Two people beside each other.
        Purpose::CareTeam => {
            "M10 16a6 6 0 1 0 12 0a6 6 0 1 0-12 0M4 41c0-17 24-17 24 0M29 14a5 5 0 1 0 10 0a5 5 0 1 0-10 0M32 24c8 0 12 6 12 14"
        }
        // Three heads round a table.
        Purpose::SitePanel => {
            "M8 32a16 8 0 1 0 32 0a16 8 0 1 0-32 0M20 13a4 4 0 1 0 8 0a4 4 0 1 0-8 0M5 20a4 4 0 1 0 8 0a4 4 0 1 0-8 0M35 20a4 4 0 1 0 8 0a4 4 0 1 0-8 0"
        }
        // Three houses, joined.
        Purpose::NationalPanel => {
            "M4 42V31l7-6l7 6v11zM30 42V31l7-6l7 6v11zM17 20v-9l7-6l7 6v9zM11 25l6-5M37 25l-6-5M18 38h12"
        }
        // A sheet with bars.
        Purpose::DonorReport => "M9 4h21l9 9v31H9zM30 4v9h9M17 37v-8M24 37V21M31 37V26",
        // A letter in its envelope.
        Purpose::AdvocacyBrief => "M4 18v24h40V18L24 32zM4 18L24 5l20 13M16 20h16M18 15h12",
        // A loudspeaker.
        Purpose::Public => "M6 20h9l17-11v30L15 28H6zM10 28v13h7V29M38 18c4 3 4 9 0 12",
        // A board, and two who look at it.
        Purpose::Training => {
            "M5 5h38v21H5zM12 12h18M12 18h10M13 33a3 3 0 1 0 6 0a3 3 0 1 0-6 0M29 33a3 3 0 1 0 6 0a3 3 0 1 0-6 0M10 44c0-9 12-9 12 0M26 44c0-9 12-9 12 0"
        }
        // A microphone.
        Purpose::AudioKept => "M18 10a6 6 0 0 1 12 0v12a6 6 0 0 1-12 0zM11 21a13 13 0 0 0 26 0M24 34v9M16 43h16",
        // A telephone.
        Purpose::Contact => "M14 4h20v40H14zM14 10h20M14 36h20M23 40h2",
    }
}

#[cfg(test)]
mod tests {
    use super::outline;
    use method::consent::Purpose;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_purposes_share_a_pictogram() {
        let outlines: BTreeSet<_> = Purpose::ALL.into_iter().map(outline).collect();
        assert_eq!(outlines.len(), Purpose::ALL.len());
    }
}
