// Every column in which somebody's words or name can stand, and what becomes of them when that person deletes
// their account. A column that stands nowhere here makes the canary test fail: whoever adds one decides.

/** Gone from the database with the person: `table.column` → the column that says whose row it is. */
export const GOES: Record<string, string> = {
  'people.display_name': 'id',
  'people.email': 'id',
  'login_sessions.device': 'person_id',
  'roles.subject': 'person_id',
  'join_requests.motivation': 'person_id',
  'evidence_cards.claim': 'written_by',
  'evidence_cards.source': 'written_by',
  'evidence_cards.url': 'written_by',
  'entries.body': 'author_id',
  'help_requests.details': 'asked_by',
  'help_requests.note': 'claimed_by',
  'sheets.note': 'juror_id',
  'conflicts.reason': 'juror_id',
  'notices.params': 'person_id',
  'notices.href': 'person_id',
};

/** Stays, and why. */
export const STAYS: Record<string, { by: string; why: string }> = {
  'teams.pitch': { by: 'founded_by', why: 'the team speaks, and others are in it' },
  'sections.text': { by: 'saved_by', why: 'the text of the team' },
  'files.name': { by: 'uploaded_by', why: 'the file of the team' },
  'feedback_items.body': { by: 'by_id', why: 'the team works with it and answers it' },
  'feedback_items.because': { by: 'answered_by', why: 'the answer of the team' },
  'help_requests.topic': { by: 'asked_by', why: 'while it lives: the team still waits for help on it' },
  'sheets.feedback': { by: 'juror_id', why: 'of a sheet that was handed in: it is for the team' },
  'jury_feedback.text': { by: 'written_by', why: 'the words of the jury to the team' },
  'hackathons.title': { by: 'founded_by', why: 'of the hackathon' },
  'hackathons.in_short': { by: 'founded_by', why: 'of the hackathon' },
  'challenges.title': { by: 'written_by', why: 'of the organisations that ask' },
  'challenges.in_short': { by: 'written_by', why: 'of the organisations that ask' },
  'challenges.brief': { by: 'written_by', why: 'of the organisations that ask' },
  'challenges.asked_by': { by: 'written_by', why: 'names organisations' },
  'challenges.closing': { by: 'closed_by', why: 'the published end of a question' },
  'phase_changes.reason': { by: 'by_id', why: 'every change of dates is public with its reason' },
  'extensions.reason': { by: 'by_id', why: 'more time for a team needs a reason that stays' },
  'invitations.organisation': { by: 'made_by', why: 'the organiser wrote the name of an institution' },
  'invitations.subject': { by: 'made_by', why: 'the organiser wrote what an expert is asked for' },
  'roles.organisation': { by: 'person_id', why: 'conflicts of interest are found by the institution' },
  'publications.reason': { by: 'published_by', why: 'a published correction has its reason' },
  'recommendations.letter': { by: 'sent_by', why: 'the published letter' },
  'recommendations.reason': { by: 'answered_by', why: 'the published answer of an authority' },
};

/** Words that the test writes by hand, because whose they are says no single column. */
export const BY_HAND = [
  'teams.name',
  'submission_versions.roster',
  'submission_versions.sections',
  'submission_versions.files',
  'recommendations.authority_name',
  'people.login',
  'people.login_key',
  'sessions.sess',
];

/** Nobody's words: keys, ids, choices from a list, hashes; frozen copies of what stands above. */
export const NOBODYS = new RegExp(
  `^(${[
    '\\w+\\.(id|\\w+_id|\\w+_by|kind|state|weave_seed|sha256|\\w+_sha256|\\w+_hash|locale|language|languages)',
    'activity\\.(act|details|subject_kind)',
    'challenges\\.slug',
    'criteria\\.(title|levels)',
    'emblems\\.(type|bytes)',
    'entries\\.author_role',
    'extensions\\.phase',
    'feedback_items\\.(answer|section)',
    'files\\.(stored_as|type)',
    'hackathons\\.(about|emblem|slug|template|zone)',
    'invitations\\.role',
    'join_requests\\.decision',
    'participation_questions\\.(decision|outcome)',
    'phase_changes\\.phase',
    'phases\\.key',
    'publications\\.protocol',
    'ranking_entries\\.(feedback|profile|team_name)',
    'rankings\\.(criteria|method|scale)',
    'rate_limits\\.key',
    'recommendations\\.decision',
    'roles\\.role',
    'rounds\\.method',
    'sections\\.key',
    'sessions\\.sid',
    'teams\\.(joining|name_key)',
  ].join('|')})$`,
);
