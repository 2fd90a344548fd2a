//! The record: by category, never by name; the list that leads to it; who may read it.

use super::*;

on_both! {
    async fn a_record_can_be_read_by_those_who_work_at_its_site(ground) {
        let house = House::open(ground).await;
        let table = Table::closed(&house, &["Zellige-un"], &[0, 0], 0).await;
        let record = format!("{}/record", table.panel);
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        for reader in [&karima, &houda, &table.ilham] {
            assert!(reader.get(&record).await.body.contains(WHY));
            let list = reader.get("/panels").await.body;
            assert!(list.contains(&record) && !list.contains("/panels/new"), "{list}");
        }
        let siham = house.cast("siham", Role::Facilitator, Some(1)).await;
        assert_eq!(siham.get(&record).await.status, StatusCode::NOT_FOUND);
        assert!(siham.get("/panels").await.body.contains("Aucun panel n’est terminé"));
        let arabic = house.person("latifa").await.reading("ar").get(&record).await.body;
        assert!(arabic.contains("محضر اللجنة") && arabic.contains(r#"dir="rtl""#), "{arabic}");
    }
}

on_both! {
    async fn an_open_panel_has_no_record_yet(ground) {
        let house = House::open(ground).await;
        let table = Table::laid(&house, &["Zellige-un"], 0).await;
        assert_eq!(table.latifa.get(&format!("{}/record", table.panel)).await.status, StatusCode::NOT_FOUND);
        let houda = house.cast("houda", Role::Analyst, None).await;
        assert!(!houda.get("/panels").await.body.contains(&table.panel), "an open panel is its chair's");
        assert!(table.latifa.get("/panels").await.body.contains(&table.panel));
    }
}
