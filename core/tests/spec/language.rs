//! The languages that the service writes.

use drs_status_core::Language;

#[test]
fn each_language_is_written_as_the_header_has_it() {
    for (language, text) in [(Language::EnUs, "en-us"), (Language::ZhCn, "zh-cn")] {
        assert_eq!(language.as_str(), text);
    }
    assert_eq!(Language::default(), Language::EnUs);
}
