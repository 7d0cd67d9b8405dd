//! A database of an earlier Maatstaf opens, is brought up to date, and is whole.

use std::sync::Arc;

use tests::{Demo, Place, Server, binary, both_engines};

both_engines! {
    fn a_database_of_the_first_version_opens_is_brought_up_to_date_and_verifies(engine) {
        let place = Arc::new(Place::of_the_first(engine));
        let mut demo = Demo::of(Server::on(&place, true));
        let mut recruiter = demo.browser("recruiter");
        for (vacancy, page) in [(&demo.finished, "compare"), (&demo.finished, "reports"), (&demo.half_way, "")] {
            let path = format!("/vacancies/{vacancy}/{page}");
            assert_eq!(recruiter.open(path.trim_end_matches('/')).status, 200, "{path}");
        }
        let [_, live, _] = demo.interviews();
        let mut rater = demo.rater("panel1", &live);
        let entries = [rater.noted(0, "na de overgang")];
        rater.store(&entries);
        demo.server.stop();
        let ended = binary(&["verify"]).on(&place).run();
        assert_eq!((ended.code, ended.out.as_str(), ended.err.as_str()), (Some(0), "", ""));
    }
}
