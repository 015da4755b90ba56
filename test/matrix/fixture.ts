// The people and things of the access matrix: two hackathons, two teams in the first, everybody once.
import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { PHASES, type PhaseKey } from '../../src/features/hackathons/hackathons.policy';
import { newId } from '../../src/ids';
import type { Who } from '../../src/web/site';
import {
  giveRole,
  type MadeHackathon,
  type MadePerson,
  makeAdviser,
  makeHackathon,
  makePerson,
  makeRole,
  makeTeam,
} from '../support/factories';
import { type Forming, fillForming } from './forming';

/** What each actor is, seen from the things in `Things`; every actor is also 'anyone'. */
export const ACTORS: Record<string, Who[]> = {
  visitor: [],
  stranger: ['signed-in'],
  founder: ['signed-in', 'may-found'],
  captain: ['signed-in', 'participant', 'member', 'captain', 'room'],
  member: ['signed-in', 'participant', 'member', 'room', 'author'],
  otherTeam: ['signed-in', 'participant'],
  teamless: ['signed-in', 'participant'],
  expert: ['signed-in', 'expert'],
  adviser: ['signed-in', 'expert', 'adviser', 'room'],
  juror: ['signed-in', 'juror', 'sheet-owner'],
  otherJuror: ['signed-in', 'juror'],
  moderator: ['signed-in', 'moderator', 'room'],
  organiser: ['signed-in', 'organiser', 'may-found'],
  authority: ['signed-in', 'authority'],
  otherHackathonTeam: ['signed-in'],
  otherHackathonExpert: ['signed-in'],
  otherHackathonJuror: ['signed-in'],
  otherHackathonOrganiser: ['signed-in', 'may-found'],
};

export interface Things extends Forming {
  people: Record<string, MadePerson>;
  hackathon: MadeHackathon;
  otherHackathon: MadeHackathon;
  closedHackathon: MadeHackathon;
  team: string;
  otherTeam: string;
  submission: string;
  otherSubmission: string;
  room: string;
  message: string;
  card: string;
  helpOpen: string;
  slot: string;
  booking: string;
  pastBooking: string;
  request: string;
  file: string;
  advice: string;
  criterion: string;
  sheet: string;
  prize: string;
  award: string;
  recommendation: string;
  report: string;
  decided: string;
  mute: string;
  question: string;
  removal: string;
  roleInvitation: string;
  teamInvitation: string;
}

const at = () => new Date();

/** Everything at once but deliberation: when it begins, sheets are locked. */
export const OPEN: PhaseKey[] = PHASES.filter((key) => key !== 'deliberation');

async function submit(db: Knex, hackathon: MadeHackathon, team: string, by: MadePerson): Promise<string> {
  const id = newId();
  await db('submissions').insert({ id, team_id: team, hackathon_id: hackathon.id, begun_at: at() });
  const keys = ['problem', 'affected', 'evidence', 'proposal', 'authority', 'cost', 'first_step'];
  await db('sections').insert(
    keys.map((key) => ({
      submission_id: id,
      key,
      version: 1,
      text: `Our ${key}.`,
      saved_by: by.id,
      saved_at: at(),
    })),
  );
  await db('submission_versions').insert({
    id: newId(),
    submission_id: id,
    number: 1,
    challenge_id: hackathon.challenge.id,
    sections: JSON.stringify(
      Object.fromEntries(keys.map((key) => [key, { text: `Our ${key}.`, version: 1 }])),
    ),
    files: '[]',
    roster: JSON.stringify({
      team: 'Our team',
      weave_seed: team,
      members: [
        {
          id: by.id,
          display_name: by.display_name,
          captain: true,
          joined_at: at().toISOString(),
          weave_seed: by.id,
          colourway_shift: 0,
        },
      ],
    }),
    sha256: 'a'.repeat(64),
    handed_in_by: by.id,
    handed_in_at: at(),
  });
  return id;
}

/** Somebody sat in the team until their seat was taken away. */
export async function removeOnce(
  db: Knex,
  given: { hackathon: MadeHackathon; team: string; person: string; by: string },
): Promise<string> {
  const [id, seat] = [newId(), newId()];
  const hackathon_id = given.hackathon.id;
  const sat = { team_id: given.team, hackathon_id, person_id: given.person };
  const over = { joined_at: new Date(Date.now() - 86_400_000), ended_at: at(), ended_by: given.by };
  await db('memberships').insert({ id: seat, ...sat, ...over });
  await db('seat_changes').insert({
    id,
    kind: 'removed',
    hackathon_id,
    membership_id: seat,
    person_id: given.person,
    by_id: given.by,
    reason: 'They never came.',
    at: at(),
  });
  return id;
}

/** Fills an empty database; the tokens of invitations are made by `token` (signed by the world). */
export async function fillMatrix(db: Knex, token: (id: string) => string): Promise<Things> {
  const hackathon = await makeHackathon(db, { slug: 'ours', open: OPEN });
  const otherHackathon = await makeHackathon(db, { slug: 'theirs', open: [...PHASES] });
  const closedHackathon = await makeHackathon(db, {
    slug: 'not-open',
    opened: false,
    organiser: hackathon.organiser,
  });
  const picture = { sha256: 'e'.repeat(64), type: 'image/png', bytes: Buffer.from('emblem') };
  await db('emblems').insert({ hackathon_id: hackathon.id, ...picture });
  const people: Record<string, MadePerson> = { organiser: hackathon.organiser };
  people.stranger = await makePerson(db);
  people.founder = await makePerson(db, { may_found: true });
  const team = await makeTeam(db, hackathon, { size: 2, name: 'Our team' });
  people.captain = team.members[0]!;
  people.member = team.members[1]!;
  const otherTeam = await makeTeam(db, hackathon, { size: 2, name: 'Their team' });
  people.otherTeam = otherTeam.members[0]!;
  people.teamless = await makeRole(db, hackathon, 'participant');
  people.expert = await makeRole(db, hackathon, 'expert');
  people.adviser = await makeAdviser(db, hackathon, team);
  people.juror = await makeRole(db, hackathon, 'juror');
  people.otherJuror = await makeRole(db, hackathon, 'juror');
  people.moderator = await makeRole(db, hackathon, 'moderator');
  people.authority = await makeRole(db, hackathon, 'authority', 'City');
  const foreign = await makeTeam(db, otherHackathon, { size: 1 });
  people.otherHackathonTeam = foreign.members[0]!;
  people.otherHackathonExpert = await makeRole(db, otherHackathon, 'expert');
  people.otherHackathonJuror = await makeRole(db, otherHackathon, 'juror');
  people.otherHackathonOrganiser = otherHackathon.organiser;
  const p = (name: string) => people[name]!.id;

  const submission = await submit(db, hackathon, team.id, people.captain!);
  const otherSubmission = await submit(db, hackathon, otherTeam.id, people.otherTeam!);
  const room = newId();
  await db('rooms').insert({
    id: room,
    team_id: team.id,
    hackathon_id: hackathon.id,
    head: 1,
    opened_at: at(),
  });
  const message = newId();
  await db('entries').insert({
    room_id: room,
    seq: 1,
    id: message,
    kind: 'message',
    client_id: randomUUID(),
    author_id: p('member'),
    author_role: 'participant',
    body: 'A private word.',
    at: at(),
  });
  const card = newId();
  await db('evidence_cards').insert({
    id: card,
    hackathon_id: hackathon.id,
    number: 1,
    claim: 'Many wait.',
    kind: 'statistic',
    source: 'We counted.',
    language: 'en',
    written_by: p('member'),
    written_at: at(),
  });
  const helpOpen = newId();
  await db('help_requests').insert({
    id: helpOpen,
    team_id: team.id,
    hackathon_id: hackathon.id,
    topic: 'Money',
    language: 'en',
    details: 'How much?',
    state: 'open',
    asked_by: p('captain'),
    asked_at: at(),
  });
  const request = newId();
  const asking = await makeRole(db, hackathon, 'participant');
  await db('join_requests').insert({
    id: request,
    team_id: team.id,
    hackathon_id: hackathon.id,
    person_id: asking.id,
    asked_at: at(),
  });
  const file = newId();
  await db('files').insert({
    id: file,
    submission_id: submission,
    name: 'plan.txt',
    bytes: 4,
    type: 'text/plain',
    sha256: 'b'.repeat(64),
    stored_as: newId(),
    uploaded_by: p('member'),
    uploaded_at: at(),
  });
  await db('submission_versions')
    .where({ submission_id: submission })
    .update({
      files: JSON.stringify([
        { id: file, name: 'plan.txt', bytes: 4, type: 'text/plain', sha256: 'b'.repeat(64) },
      ]),
    });
  const advice = newId();
  await db('feedback_items').insert({
    id: advice,
    submission_id: submission,
    section: 'problem',
    section_version: 1,
    kind: 'question',
    body: 'How many?',
    by_id: p('adviser'),
    at: at(),
  });
  const round = newId();
  await db('rounds').insert({ id: round, hackathon_id: hackathon.id });
  const criterion = newId();
  await db('criteria').insert({
    id: criterion,
    round_id: round,
    position: 1,
    title: { en: 'Clear' },
    weight: 1,
    levels: JSON.stringify({ 1: { en: 'No.' }, 5: { en: 'Yes.' } }),
  });
  const sheet = newId();
  await db('sheets').insert({
    id: sheet,
    round_id: round,
    submission_id: submission,
    juror_id: p('juror'),
    assigned_by: p('organiser'),
    assigned_at: at(),
    changed_at: at(),
  });
  await db('sheets').insert({
    id: newId(),
    round_id: round,
    submission_id: otherSubmission,
    juror_id: p('otherJuror'),
    assigned_by: p('organiser'),
    assigned_at: at(),
    changed_at: at(),
    feedback: 'They wrote well. We liked it.',
    handed_in_at: at(),
  });
  const prize = newId();
  const mention = newId();
  const prizeRow = { hackathon_id: hackathon.id, kind: 'mention', name: { en: 'A mention' } };
  await db('prizes').insert([
    { id: prize, position: 1, ...prizeRow },
    { id: mention, position: 2, ...prizeRow },
  ]);
  const award = newId();
  await db('prize_awards').insert({
    id: award,
    prize_id: mention,
    submission_id: otherSubmission,
    reason: 'It is kind.',
    awarded_by: p('organiser'),
    awarded_at: at(),
  });
  await db('discussion_notes').insert({
    round_id: round,
    submission_id: otherSubmission,
    version: 1,
    text: 'The jury talked.',
    changed_by: p('organiser'),
    changed_at: at(),
  });
  const version = await db('submission_versions').where({ submission_id: submission }).first('id');
  const recommendation = newId();
  await db('recommendations').insert({
    id: recommendation,
    hackathon_id: hackathon.id,
    submission_id: submission,
    version_id: version.id,
    authority_id: p('authority'),
    authority_name: 'City',
    sent_by: p('organiser'),
    sent_at: at(),
    answer_by: new Date(Date.now() + 30 * 86_400_000),
  });
  const question = newId();
  await db('participation_questions').insert({
    id: question,
    hackathon_id: hackathon.id,
    person_id: p('stranger'),
    outcome: 'unsure',
    asked_at: at(),
  });
  const invitation = async (more: object) => {
    const id = newId();
    await db('invitations').insert({
      id,
      hackathon_id: hackathon.id,
      uses_max: 5,
      expires_at: new Date(Date.now() + 86_400_000),
      made_by: p('organiser'),
      made_at: at(),
      ...more,
    });
    return token(id);
  };
  const roleInvitation = await invitation({ role: 'moderator' });
  const teamInvitation = await invitation({ team_id: otherTeam.id });
  // A recommendation goes with a publication; one of the other hackathon's proves nothing here.
  await giveRole(
    db,
    otherHackathon.id,
    people.otherHackathonOrganiser!,
    'moderator',
    otherHackathon.organiser,
  );
  return {
    people,
    hackathon,
    otherHackathon,
    closedHackathon,
    team: team.id,
    otherTeam: otherTeam.id,
    submission,
    otherSubmission,
    room,
    message,
    card,
    helpOpen,
    ...(await fillHours(db, hackathon, { team: team.id, by: people })),
    request,
    file,
    advice,
    criterion,
    sheet,
    prize,
    award,
    recommendation,
    removal: await removeOnce(db, { hackathon, team: otherTeam.id, person: p('member'), by: p('organiser') }),
    ...(await fillModeration(db, hackathon, { message, card, by: people })),
    question,
    roleInvitation,
    teamInvitation,
    ...(await fillForming(db, hackathon, {
      team: team.id,
      otherTeam: otherTeam.id,
      captain: people.captain!,
    })),
  };
}

/** Of `adviser`: a time to come and one that is over, both booked by the team. */
async function fillHours(
  db: Knex,
  hackathon: MadeHackathon,
  given: { team: string; by: Record<string, MadePerson> },
): Promise<Pick<Things, 'slot' | 'booking' | 'pastBooking'>> {
  const made = [];
  for (const hours of [5, -5]) {
    const [slot, booking] = [newId(), newId()];
    const starts_at = new Date(Date.now() + hours * 3_600_000);
    const time = { starts_at, ends_at: new Date(starts_at.getTime() + 1_800_000) };
    const expert_id = given.by.adviser!.id;
    const offered = { zone: 'Europe/Brussels', kind: 'workshop', seats: 3, topic: 'Laws', language: 'en' };
    await db('slots').insert({
      ...{ ...time, ...offered, id: slot, hackathon_id: hackathon.id, expert_id },
      ...{ link: 'https://meet.example.org/laws', published_at: at() },
    });
    const booked = { slot_id: slot, team_id: given.team, booked_by: given.by.captain!.id, booked_at: at() };
    await db('bookings').insert({ ...time, ...booked, id: booking });
    made.push({ slot, booking });
  }
  return { slot: made[0]!.slot, booking: made[0]!.booking, pastBooking: made[1]!.booking };
}

/** A report that waits, one that was decided against `member` by somebody who left, and somebody's mute. */
async function fillModeration(
  db: Knex,
  hackathon: MadeHackathon,
  given: { message: string; card: string; by: Record<string, MadePerson> },
): Promise<Pick<Things, 'report' | 'decided' | 'mute'>> {
  const [report, decided, mute] = [newId(), newId(), newId()];
  const muted = await makeRole(db, hackathon, 'participant');
  const before = await makePerson(db);
  const waits = { hackathon_id: hackathon.id, href: '/', opened_at: at() };
  const done = { ...waits, decision: 'withdraw', rule: 1, reason: 'Not kind.', decided_by: before.id };
  const rows = [
    { ...waits, id: report, kind: 'message', thing_id: given.message },
    { ...done, id: decided, kind: 'evidence', thing_id: given.card, decided_at: at() },
  ];
  for (const row of rows) {
    await db('moderation_cases').insert(row);
    await db('case_authors').insert({ case_id: row.id, person_id: given.by.member!.id });
    await db('reports').insert({
      id: row.id,
      case_id: row.id,
      reporter_id: given.by.captain!.id,
      reason: 'hate',
      details: '',
      excerpt: 'A word.',
      at: at(),
    });
  }
  await db('mutes').insert({
    id: mute,
    hackathon_id: hackathon.id,
    person_id: muted.id,
    case_id: decided,
    since: at(),
  });
  return { report, decided, mute };
}
