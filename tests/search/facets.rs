//! How what was found is spread, and narrowing by it: small numbers are hidden, and so is what would give them away.

use super::{holds, narrowed, search, told};
use method::policy::Role;
use tests::House;

/// What stands on the button for a value.
pub fn shown(page: &str, name: &str, value: &str) -> Option<String> {
    let (_, button) = page.split_once(&format!("name=\"{name}\" value=\"{value}\" class=\"button\">"))?;
    let (_, count) = button.split_once("<bdi class=\"count\">")?;
    count.split('<').next().map(str::to_owned)
}

on_both! {
    async fn numbers_below_five_are_hidden_with_what_would_give_them_away(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let domains = house.overview().await.domains;
        let ids: Vec<String> = domains.iter().map(|one| one.domain.id.to_string()).collect();
        for (domain, direction, count) in [(&ids[0], "good", 7), (&ids[1], "bad", 6), (&ids[2], "good", 2)] {
            for _ in 0..count {
                told(&house, &zineb, &[("domain", domain.as_str()), ("direction", direction)]).await;
            }
        }
        let page = search(&house, &zineb, "guichet").await.body;
        assert!(page.contains("Récits trouvés : 15"), "{page}");
        assert_eq!(shown(&page, "domain", &ids[2]).as_deref(), Some("•"), "{page}");
        let hidden = [&ids[0], &ids[1]].iter().filter(|id| shown(&page, "domain", id).as_deref() == Some("•")).count();
        assert_eq!(hidden, 1, "one more is hidden, or the difference would tell");
        assert_eq!(shown(&page, "domain", &ids[3]), None);
        assert_eq!(shown(&page, "direction", "good").as_deref(), Some("9"));
        assert_eq!(shown(&page, "direction", "bad").as_deref(), Some("6"));
        let few = narrowed(&house, &zineb, &[("q", "guichet"), ("domain", ids[2].as_str())]).await.body;
        assert!(few.contains("Moins de trois récits") && !few.contains("Répartition"), "{few}");
    }
}

on_both! {
    async fn a_search_is_narrowed_by_direction_and_days(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let early = told(&house, &zineb, &[("told_on", "2026-01-05"), ("direction", "bad")]).await;
        let late = told(&house, &zineb, &[("told_on", "2026-02-20")]).await;
        for (name, value, has_early, has_late) in [
            ("direction", "bad", true, false),
            ("direction", "good", false, true),
            ("direction", "sideways", true, true),
            ("since", "2026-02-20", false, true),
            ("since", "2026-02-21", false, false),
            ("until", "2026-01-05", true, false),
            ("until", "yesterday", true, true),
            // Nobody has chosen yet.
            ("selected", "yes", false, false),
            ("selected", "no", true, true),
        ] {
            let answer = narrowed(&house, &zineb, &[("q", "guichet"), (name, value)]).await;
            assert_eq!((holds(&answer, &early), holds(&answer, &late)), (has_early, has_late), "{name} {value}");
        }
    }
}
