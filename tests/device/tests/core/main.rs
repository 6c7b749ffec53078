//! The core's tests, with the vectors of the host, on the core that this is
//! built for.

#![no_std]
#![no_main]

#[path = "../../../../core/tests/vectors/mod.rs"]
mod vectors;

#[path = "../../../../core/tests/vectors/signing.rs"]
mod signing_vectors;

mod client;
mod decoding;
mod login;
mod many;
mod port;
mod refusals;
mod requests;
mod responses;
mod signing;
mod sizes;
mod stack;
mod strictness;

#[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
#[cfg_attr(target_arch = "riscv32", riscv_rt::entry)]
fn main() -> ! {
    drs_status_device::run(drs_status_device::tests![
        requests::each_is_written_to_the_byte,
        requests::each_comes_in_pieces,
        requests::each_fills_a_buffer_that_is_exactly_as_long,
        requests::one_that_the_service_would_refuse_is_not_made,
        responses::each_says_the_same_whole_and_byte_by_byte,
        responses::each_says_the_same_split_at_every_byte,
        responses::short_ones_say_the_same_split_at_every_pair_of_bytes,
        responses::each_says_the_same_in_any_room_but_for_the_message,
        responses::each_allows_white_space_around_it_and_nothing_else,
        responses::each_cut_at_any_byte_is_truncated_there,
        responses::each_with_a_broken_byte_ends_the_same_however_it_arrives,
        responses::nesting_ends_where_it_is_said_to,
        strictness::each_row_of_the_page_is_so,
        refusals::each_is_understood_whole_and_byte_by_byte,
        refusals::each_is_understood_split_at_every_byte,
        refusals::of_one_that_is_cut_nothing_is_half,
        client::both_jobs_are_answered_in_pieces_of_any_length,
        client::an_answer_that_is_cut_is_never_taken_for_a_whole_one,
        client::a_refusal_comes_out_as_the_service_said_it,
        client::a_watch_tells_what_is_new_and_nothing_twice,
        many::as_many_jobs_are_watched_as_a_device_is_promised,
        login::a_token_is_fetched_and_renewed_in_pieces_of_any_length,
        login::its_futures_are_as_small_as_promised,
        login::a_token_that_does_not_fit_is_never_half,
        signing::each_step_is_what_the_official_signer_made,
        signing::a_request_of_this_crate_is_signed_as_the_official_signer_does,
        sizes::what_is_kept_is_as_small_as_promised,
        stack::what_is_called_takes_no_more_than_promised,
    ])
}
