//! The contract: what the store promises, each promise tried on SQLite and on PostgreSQL.

mod again;
mod as_at;
mod closed;
mod communication;
mod crosswalk;
mod cycle;
mod digest;
mod directory;
mod evidence;
mod framework;
mod governance;
mod guidance;
mod imports;
mod journal;
mod peer_review;
mod refusals;
mod register;
mod release;
mod risk;
mod sessions;
mod settling;
mod share;
mod token;
mod update;

macro_rules! on_both {
    ($($part:ident :: $promise:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $promise() {
                let bed = crate::bed::Bed::sqlite().await;
                super::$part::$promise(&bed).await;
                bed.close().await;
            })+
        }

        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $promise() {
                let bed = crate::bed::Bed::postgres().await;
                super::$part::$promise(&bed).await;
                bed.close().await;
            })+
        }
    };
}

on_both! {
    directory::organisations_come_by_name_and_keep_their_history,
    directory::a_round_is_found_by_its_key,
    directory::people_are_kept_and_their_credential_never_leaves_with_them,
    directory::a_sign_in_belongs_to_one_person,
    framework::a_draft_changes_and_what_is_published_never_does,
    framework::of_two_who_write_a_draft_one_is_told,
    framework::what_does_not_read_is_kept_and_not_published,
    framework::a_key_is_taken_once,
    token::a_token_is_found_by_its_secret_until_it_ends,
    token::the_use_of_a_token_is_noted_by_the_day_and_changes_nothing_of_it,
    sessions::a_session_is_kept_until_it_expires,
    sessions::a_disabled_persons_sessions_end,
    sessions::a_copy_of_the_database_opens_no_door,
    imports::an_import_and_its_original_come_back_byte_for_byte,
    imports::the_same_bytes_are_held_once_for_a_target,
    imports::bytes_that_are_not_those_of_the_hash_are_refused,
    imports::an_original_that_was_changed_is_not_handed_out,
    imports::a_settled_or_cancelled_import_takes_no_answer,
    update::what_is_told_of_an_action_moves_it_and_stays,
    update::a_file_that_shows_it_is_kept_with_the_update_or_not_at_all,
    update::nobody_tells_of_what_is_not_theirs,
    update::of_two_who_tell_at_once_the_second_sees_it,
    share::each_body_answers_for_its_own_and_the_whole_waits_for_all,
    share::nobody_answers_for_another_and_of_two_who_tell_the_second_sees_it,
    share::a_view_is_its_owners_and_is_saved_once,
    share::the_rule_of_standing_is_set_by_whoever_saw_it_last,
    communication::what_is_told_in_waves_is_kept_with_its_days,
    communication::only_what_was_released_is_cited,
    risk::a_risk_keeps_every_wording_whatever_it_is_merged_with,
    risk::nobody_writes_a_risk_of_another_body_or_to_its_actions,
    risk::of_two_who_change_a_risk_at_once_the_second_is_refused,
    risk::what_a_risk_names_is_not_taken_back,
    crosswalk::it_is_kept_changed_and_withdrawn_and_stays_told,
    crosswalk::of_several_correspondences_all_are_kept_or_none,
    crosswalk::nobody_maps_or_sees_what_is_not_theirs,
    crosswalk::an_import_whose_things_are_mapped_is_not_taken_back,
    settling::what_was_confirmed_is_kept_with_its_revisions_and_lines,
    settling::objectives_are_filtered_and_in_order,
    settling::a_plan_key_and_a_return_are_kept_once,
    settling::half_settled_is_never_seen,
    settling::a_commitment_of_another_import_is_refused,
    settling::of_two_who_settle_at_once_exactly_one_wins,
    again::a_newer_version_changes_what_differs_and_removes_nothing,
    again::an_import_is_taken_back_in_one_step,
    again::a_return_that_is_taken_back_leaves_room_for_another,
    again::whatever_else_waits_for_a_plan_that_changed_needs_another_look,
    again::what_was_said_of_columns_is_kept_and_remembered,
    cycle::opening_a_round_gives_everybody_it_asks_a_return,
    cycle::of_two_who_write_one_answer_the_second_is_shown_the_first,
    cycle::a_return_is_sent_sent_back_and_sent_again,
    cycle::a_link_opens_one_return_by_its_secret_alone,
    cycle::what_is_shared_is_seen_by_all_and_nothing_else_is,
    peer_review::reviewer_and_reviewed_each_write_their_part,
    cycle::a_return_brought_in_over_typed_answers_is_taken_back_whole,
    closed::what_a_writer_read_while_the_round_was_open_is_refused_once_it_is_closed,
    governance::bodies_that_would_follow_themselves_are_refused,
    governance::a_body_is_changed_with_those_that_it_follows_in_one_step,
    governance::a_post_is_added_changed_and_ended_and_stays_told,
    governance::addresses_are_within_sight_or_not_there,
    governance::a_reporting_line_is_added_changed_and_ended,
    governance::of_two_who_change_one_post_the_second_is_refused,
    governance::another_bodys_posts_and_lines_are_not_written,
    governance::what_a_body_left_is_seen_by_the_one_that_follows_it,
    guidance::a_file_is_kept_with_the_round_or_not_at_all,
    guidance::a_round_of_before_there_were_files_reads_as_it_was,
    refusals::a_permit_for_another_act_is_refused,
    refusals::a_permit_of_another_organisation_is_refused,
    refusals::another_organisations_rows_are_invisible,
    refusals::a_stale_write_is_refused_with_both_versions_named,
    refusals::a_row_that_does_not_read_is_our_fault_and_not_missing,
    journal::it_verifies_and_pages_newest_first,
    journal::nobody_updates_or_deletes_a_line,
    journal::a_changed_line_shows,
    journal::a_line_that_was_changed_and_hashed_again_shows,
    journal::a_line_that_was_taken_out_shows,
    journal::a_changed_revision_shows,
    journal::a_changed_row_shows,
    journal::a_changed_finding_shows,
    journal::many_who_write_at_once_make_one_chain,
    as_at::a_day_shows_the_newest_revision_effective_by_then,
    as_at::a_day_after_all_of_them_is_now,
    register::a_list_asked_of_columns_is_the_list_of_the_things_themselves,
    register::what_is_held_in_memory_follows_what_anybody_writes,
    register::what_lists_ask_is_filled_from_the_revisions_of_an_older_database,
    as_at::ten_thousand_actions_with_ten_revisions_are_one_quick_query,
    digest::nobody_is_told_of_one_thing_twice,
    digest::of_two_who_begin_one_digest_at_once_one_does,
    digest::a_feed_is_found_by_its_secret_until_it_ends,
    evidence::the_newest_run_wins_and_the_older_stays,
    evidence::a_run_is_kept_once,
    release::what_the_ledger_blocks_is_found_by_nobody_until_somebody_lets_it_out,
    release::what_is_refused_stays_held_and_is_answered_once,
    release::of_two_kept_at_once_one_knows_of_the_other,
    evidence::a_dump_holds_no_unreleased_count,
    evidence::a_report_comes_back_as_it_was_issued,
}
