use super::*;

#[test]
fn every_code_has_a_sentence_in_both_languages_that_shows_no_placeholder() {
    for code in Code::ALL {
        for lang in Lang::ALL {
            let sentence = say(lang, *code, "12");
            assert!(sentence.ends_with('.') && !sentence.contains("{}") && !sentence.contains('!'), "{code:?}: {sentence}");
        }
        assert_ne!(say(Lang::Nl, *code, "12"), say(Lang::En, *code, "12"), "{code:?}");
    }
}
