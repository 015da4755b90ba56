// Jurors speak for themselves: what they read, whom they know, that they cannot go on. And no path, not even two
// doors at the same moment, lets somebody read a team they advised.
import type { Knex } from 'knex';
import { languagesOfText } from '../../../src/features/jury/jury.languages.policy';
import { newId } from '../../../src/ids';
import { giveRole, makeAdviser, makeRole, makeTeam, setPhases } from '../../support/factories';
import { type MadeRound, makeRound, makeSheet, makeSubmission } from '../../support/made-round';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '1000' });
});
afterAll(() => world.close());

const json = (agent: Agent, path: string, fields: Record<string, string | string[]> = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(fields);
const organiserOf = (round: MadeRound) => world.as(round.hackathon.organiser.login);
const at = (round: MadeRound, page: string) => `/hackathons/${round.hackathon.slug}/${page}`;
const sheetsOf = (db: Knex, round: MadeRound) =>
  db('sheets')
    .select('id', 'submission_id', 'juror_id', 'conflict_at')
    .where({ round_id: round.roundId })
    .orderBy('id');

/** Sheets that count although their juror advises, sits in or asked the team. */
async function wrongSheets(round: MadeRound): Promise<unknown[]> {
  const { rows } = await world.db.raw(
    `select h.id from sheets h join submissions s on s.id = h.submission_id
       join barred_jurors b on b.juror_id = h.juror_id and b.team_id = s.team_id
      where h.round_id = ? and h.conflict_at is null`,
    [round.roundId],
  );
  return rows;
}

async function askForHelp(round: MadeRound, n: number): Promise<string> {
  const id = newId();
  const { team } = round.submissions[n]!;
  await world
    .db('rooms')
    .insert({ id: newId(), team_id: team.id, hackathon_id: round.hackathon.id, opened_at: new Date() })
    .onConflict()
    .ignore();
  await world.db('help_requests').insert({
    id,
    team_id: team.id,
    hackathon_id: round.hackathon.id,
    topic: 'Costs',
    details: '',
    language: 'en',
    state: 'open',
    asked_by: team.members[0]!.id,
    asked_at: new Date(),
  });
  return id;
}

describe('no path around a conflict', () => {
  test('claiming help and being assigned at the same moment: never both', async () => {
    const size = 6;
    const round = await makeRound(world.db, { open: ['drafting'], teams: size, jurors: size });
    const organiser = await organiserOf(round);
    const jurors: Agent[] = [];
    const requests: string[] = [];
    for (const [n, juror] of round.jurors.entries()) {
      await giveRole(world.db, round.hackathon.id, juror, 'expert', round.hackathon.organiser);
      jurors.push(await world.as(juror.login));
      requests.push(await askForHelp(round, n));
    }
    const claims = jurors.map((agent, n) => () => json(agent, `/help-requests/${requests[n]}/claim`));
    const named = round.jurors.map(
      (juror, n) => () =>
        json(organiser, at(round, 'assignments'), { juror: juror.id, submission: round.submissions[n]!.id }),
    );
    const drawn = () => json(organiser, at(round, 'assignments'), { balanced: '3' });
    const answers = await Promise.all(
      [...claims.flatMap((claim, n) => (n % 2 ? [claim, named[n]!] : [named[n]!, claim])), drawn].map((act) =>
        act(),
      ),
    );
    expect(answers.filter((one) => one.status >= 500)).toEqual([]);
    expect(
      await world.db('advisers').whereIn(
        'person_id',
        round.jurors.map((one) => one.id),
      ),
    ).toHaveLength(size);
    expect(await wrongSheets(round)).toEqual([]);
    expect([200, 201]).toContain((await drawn()).status);
    expect(await wrongSheets(round)).toEqual([]);
    for (const [n, juror] of round.jurors.entries()) {
      const again = await named[n]!();
      expect([again.status, again.body.error]).toEqual([409, 'jury.refused.conflict.adviser']);
      const list = await jurors[n]!.get(at(round, 'jury.json'));
      const own = list.body.sheets.filter(
        (sheet: { submission: string }) => sheet.submission === round.submissions[n]!.id,
      );
      expect(own.filter((sheet: { state: string }) => sheet.state !== 'conflict')).toEqual([]);
      expect(
        await world
          .db('sheets')
          .where({ juror_id: juror.id, submission_id: round.submissions[n]!.id, conflict_at: null }),
      ).toEqual([]);
    }
  });

  test('the database itself refuses a sheet in conflict, whoever writes it', async () => {
    const round = await makeRound(world.db);
    const [submission] = round.submissions;
    await world
      .db('advisers')
      .insert({ team_id: submission!.team.id, person_id: round.jurors[0]!.id, since: new Date() });
    await expect(makeSheet(world.db, round, submission!, round.jurors[0]!)).rejects.toMatchObject({
      code: 'IL002',
    });
    await makeSheet(world.db, round, submission!, round.jurors[1]!);
  });

  test.each(['adviser', 'organisation', 'member', 'invited', 'declared'])(
    'a conflict that comes after the assignment (%s) takes the sheet out at once',
    async (kind) => {
      const round = await makeRound(world.db);
      const [submission] = round.submissions;
      const [juror] = round.jurors;
      const id = await makeSheet(world.db, round, submission!, juror!, { scores: [3, 3], handedIn: true });
      const row = { team_id: submission!.team.id, hackathon_id: round.hackathon.id, person_id: juror!.id };
      const now = new Date();
      if (kind === 'adviser')
        await world.db('advisers').insert({ team_id: row.team_id, person_id: juror!.id, since: now });
      if (kind === 'organisation') {
        await world.db('roles').where({ person_id: juror!.id }).update({ organisation: 'Youth House' });
        await makeAdviser(world.db, round.hackathon, submission!.team, 'Youth House');
      }
      if (kind === 'member') await world.db('memberships').insert({ ...row, id: newId(), joined_at: now });
      if (kind === 'invited') await world.db('join_requests').insert({ ...row, id: newId(), asked_at: now });
      const agent = await world.as(juror!.login);
      if (kind === 'declared')
        expect((await json(agent, at(round, 'conflicts'), { team: row.team_id })).status).toBe(200);
      expect((await world.db('sheets').where({ id }).first()).conflict_at).not.toBeNull();
      expect((await json(agent, `/sheets/${id}`, { note: 'still here' })).status).toBe(409);
      const drawn = await json(await organiserOf(round), at(round, 'assignments'), { balanced: '2' });
      expect(drawn.body.short).toMatchObject([{ submission: submission!.id, sheets: 1 }]);
      expect(await wrongSheets(round)).toEqual([]);
    },
  );
});

describe('the list of teams', () => {
  test('shows what a juror may know of them, says what was found, and keeps what they declare', async () => {
    const round = await makeRound(world.db, { teams: 3, jurors: 2 });
    const [juror, other] = round.jurors;
    await makeAdviser(world.db, round.hackathon, round.submissions[0]!.team, 'Youth House');
    await world.db('roles').where({ person_id: juror!.id }).update({ organisation: 'Youth House' });
    const agent = await world.as(juror!.login);
    const page = (await agent.get(at(round, 'conflicts'))).text;
    for (const { team } of round.submissions) {
      expect(page).toContain(team.name);
      for (const member of team.members) expect(page).not.toContain(member.display_name);
    }
    expect(page).toContain('Somebody from your organisation advised this team.');
    expect(page).not.toContain('Youth House');
    const second = round.submissions[1]!.team.id;
    const said = await json(agent, at(round, 'conflicts'), { team: [second, second] });
    expect(said.status).toBe(200);
    expect((await agent.get(at(round, 'conflicts'))).text).toContain('You said that you know somebody here.');
    expect((await (await world.as(other!.login)).get(at(round, 'conflicts'))).text).not.toContain('You said');
    const refused = await json(await organiserOf(round), at(round, 'assignments'), {
      juror: juror!.id,
      submission: round.submissions[1]!.id,
    });
    expect([refused.status, refused.body.error]).toEqual([409, 'jury.refused.conflict.declared']);
  });

  test('knows only teams of this hackathon, and nothing once scoring is over', async () => {
    const round = await makeRound(world.db);
    const foreign = await makeRound(world.db);
    const agent = await world.as(round.jurors[0]!.login);
    const own = round.submissions[0]!.team.id;
    for (const team of [foreign.submissions[0]!.team.id, 'none', [own, 'none'], []])
      expect((await json(agent, at(round, 'conflicts'), { team })).status).toBe(422);
    expect(await world.db('conflicts').where({ hackathon_id: round.hackathon.id })).toEqual([]);
    await setPhases(world.db, round.hackathon.id, ['deliberation']);
    const late = await json(agent, at(round, 'conflicts'), { team: own });
    expect([late.status, late.body.error]).toEqual([403, 'jurors.refused.tooLate']);
    expect((await agent.get(at(round, 'conflicts'))).status).toBe(200);
  });
});

describe('what jurors read', () => {
  test('languages and the most sheets decide the draw; the organiser reads who is missing', async () => {
    const round = await makeRound(world.db, { teams: 4, jurors: 3 });
    const tigrinya = await makeTeam(world.db, round.hackathon);
    await world
      .db('teams')
      .where({ id: tigrinya.id })
      .update({ languages: ['ti', 'en'] });
    const text = 'ንሕና ንመንእሰያት ሓቲትና። ብዙሓት ካብኣቶም ናይ ቋንቋ ጸገም ከምዘለዎም ነጊሮምና።';
    const written = await makeSubmission(world.db, round.hackathon, tigrinya, text);
    const [a, b, c] = await Promise.all(round.jurors.map((juror) => world.as(juror.login)));
    expect((await json(a!, at(round, 'reading'), { languages: ['en', 'ti'], max: '' })).status).toBe(200);
    expect((await json(b!, at(round, 'reading'), { languages: 'en' })).status).toBe(200);
    expect((await json(c!, at(round, 'reading'), { languages: 'en', max: '1' })).status).toBe(200);
    const organiser = await organiserOf(round);
    const drawn = await json(organiser, at(round, 'assignments'), { balanced: '2' });
    expect(drawn.body.short).toContainEqual({
      submission: written.id,
      sheets: 1,
      wanted: 2,
      lack: 'language',
    });
    const sheets = await sheetsOf(world.db, round);
    expect(sheets.filter((one) => one.submission_id === written.id)).toMatchObject([
      { juror_id: round.jurors[0]!.id },
    ]);
    expect(sheets.filter((one) => one.juror_id === round.jurors[2]!.id)).toHaveLength(1);
    const page = (await organiser.get(`${at(round, 'assignments')}?each=2`)).text;
    expect(page).toContain('Jurors who read it: 1. Invite one who reads Tigrinya.');
    expect(page).toMatch(/about \d\d of 100 pairs/);
    expect(page).toContain('(does not read the language)');
  });

  test.each([
    [{}, 'languages'],
    [{ languages: 'xx' }, 'languages[0]'],
    [{ languages: 'en', max: '0' }, 'max'],
    [{ languages: 'en', max: '201' }, 'max'],
    [{ languages: 'en', max: '2.5' }, 'max'],
    [{ languages: 'en', sheets: '2' }, 'sheets'],
  ])('%j is refused at %s', async (fields, name) => {
    const round = await makeRound(world.db, { teams: 1, jurors: 1 });
    const answer = await json(await world.as(round.jurors[0]!.login), at(round, 'reading'), fields as never);
    expect([answer.status, Object.keys(answer.body.fields)]).toEqual([422, [name]]);
  });

  test('a juror sees the languages of the hackathon and their own, and unfolds the others', async () => {
    const round = await makeRound(world.db, { teams: 1, jurors: 1 });
    const juror = await world.as(round.jurors[0]!.login);
    const shown = (html: string) => {
      const tags = (part: string) =>
        [...part.matchAll(/name="languages" value="(\w+)"( checked)?/g)].map(
          (one) => one[1]! + (one[2] ?? ''),
        );
      const [before, folded = ''] = html.split('<details class="more"');
      return { before: tags(before!), folded: tags(folded), open: folded.startsWith(' open') };
    };
    const tongues = ['en', 'nl', 'ar'];
    expect(shown((await juror.get(at(round, 'reading'))).text).before).toEqual(
      tongues.map((tag) => expect.stringMatching(`^${tag}( checked)?$`)),
    );
    await json(juror, at(round, 'reading'), { languages: ['ti', 'lt'] } as never);
    const page = shown((await juror.get(at(round, 'reading'))).text);
    expect(page.before).toEqual([...tongues, 'ti checked', 'lt checked']);
    expect(page.folded.length).toBeGreaterThan(10);
    expect(page.open).toBe(false);
    // What was ticked in the fold of a refused form stays in sight.
    const refused = await juror.post(at(round, 'reading')).type('form').send({ languages: 'so', max: '0' });
    expect(shown(refused.text)).toMatchObject({ folded: expect.arrayContaining(['so checked']), open: true });
  });

  test('the language of a text: its script among what the team speaks, else what the hackathon works in', () => {
    const arabic = 'سألنا أربعة عشر شابًا في الحي عن الطريق إلى العمل وعن اللغة';
    const english = 'We asked fourteen young people about their way to work and language.';
    expect(languagesOfText(english, ['ar', 'en', 'nl'], ['en'])).toEqual(['en', 'nl']);
    expect(languagesOfText(arabic, ['ar', 'en'], ['en'])).toEqual(['ar']);
    expect(languagesOfText(arabic, ['ti'], ['en', 'ar'])).toEqual(['ar']);
    expect(languagesOfText(arabic, ['ti'], ['en'])).toEqual([]);
    expect(languagesOfText('OK', ['ti'], ['en'])).toEqual(['ti']);
  });
});

describe('a juror who cannot go on', () => {
  test('hands on what was not begun, keeps the rest, and nobody else loses a sheet', async () => {
    const round = await makeRound(world.db, { teams: 6, jurors: 4 });
    const organiser = await organiserOf(round);
    await json(organiser, at(round, 'assignments'), { balanced: '2' });
    const before = await sheetsOf(world.db, round);
    const [juror] = round.jurors;
    const own = before.filter((one) => one.juror_id === juror!.id);
    const [done, begun] = own;
    await world.db('sheets').where({ id: done.id }).update({ handed_in_at: new Date() });
    await world.db('sheets').where({ id: begun.id }).update({ feedback: 'A good start.' });
    const agent = await world.as(juror!.login);
    const answer = await json(agent, at(round, `jurors/${juror!.id}/stopping`));
    expect([answer.status, answer.body.lost]).toEqual([200, own.length - 2]);
    expect(answer.body.sheets).toBe(own.length - 1);
    const after = await sheetsOf(world.db, round);
    const left = new Set(after.map((one) => one.id));
    expect(before.filter((one) => one.juror_id !== juror!.id && !left.has(one.id))).toEqual([]);
    expect(after.filter((one) => one.juror_id === juror!.id).map((one) => one.id)).toEqual(
      [done.id, begun.id].sort(),
    );
    for (const { id } of round.submissions) {
      const readers = after.filter((one) => one.submission_id === id && one.id !== begun.id);
      expect(readers).toHaveLength(2);
    }
    expect(
      await world.db('notices').where({ person_id: round.hackathon.organiser.id, kind: 'jurorStopped' }),
    ).toHaveLength(1);
    const hand = {
      juror: juror!.id,
      submission: round.submissions.find((one) => !own.some((s) => s.submission_id === one.id))!.id,
    };
    expect((await json(organiser, at(round, 'assignments'), hand)).body.fields).toHaveProperty('juror');
    expect((await json(organiser, at(round, 'assignments'), { balanced: '4' })).body.short).toHaveLength(5);
    expect((await json(agent, at(round, `jurors/${juror!.id}/resuming`))).status).toBe(200);
    expect((await json(organiser, at(round, 'assignments'), { balanced: '4' })).body.short).toHaveLength(0);
  });

  test('is said by themselves or an organiser, by nobody else, and not once scoring is over', async () => {
    const round = await makeRound(world.db);
    const [juror, other] = round.jurors;
    const path = at(round, `jurors/${juror!.id}/stopping`);
    const strangers = [
      other!,
      round.submissions[0]!.team.members[0]!,
      await makeRole(world.db, round.hackathon, 'moderator'),
    ];
    for (const person of strangers) expect((await json(await world.as(person.login), path)).status).toBe(404);
    const organiser = await organiserOf(round);
    expect((await json(organiser, at(round, 'jurors/none/stopping'))).status).toBe(404);
    expect((await json(organiser, path)).status).toBe(200);
    await setPhases(world.db, round.hackathon.id, ['deliberation']);
    expect((await json(organiser, path.replace('stopping', 'resuming'))).status).toBe(403);
  });
});

describe('by hand', () => {
  test('an empty sheet goes to another juror in one step; a begun one, a conflict, a stranger do not', async () => {
    const round = await makeRound(world.db, { jurors: 4 });
    const [first, second, third, fourth] = round.jurors;
    const [submission] = round.submissions;
    await world
      .db('advisers')
      .insert({ team_id: submission!.team.id, person_id: third!.id, since: new Date() });
    const id = await makeSheet(world.db, round, submission!, first!);
    const begun = await makeSheet(world.db, round, submission!, fourth!, { scores: [3] });
    const organiser = await organiserOf(round);
    const page = (await organiser.get(`${at(round, 'assignments')}?move=${id}`)).text;
    expect(page).toContain(`action="/sheets/${id}/reader"`);
    const refused = await json(organiser, `/sheets/${id}/reader`, { juror: third!.id });
    expect([refused.status, refused.body.error]).toEqual([409, 'jury.refused.conflict.adviser']);
    expect((await json(organiser, `/sheets/${id}/reader`, { juror: fourth!.id })).status).toBe(409);
    expect((await json(organiser, `/sheets/${id}/reader`, { juror: 'none' })).status).toBe(422);
    expect((await json(organiser, `/sheets/${begun}/reader`, { juror: second!.id })).status).toBe(409);
    expect(
      (await json(await world.as(first!.login), `/sheets/${id}/reader`, { juror: second!.id })).status,
    ).toBe(404);
    const moved = await json(organiser, `/sheets/${id}/reader`, { juror: second!.id });
    expect(moved.status).toBe(201);
    expect(await world.db('sheets').where({ submission_id: submission!.id }).pluck('juror_id')).toEqual(
      expect.arrayContaining([second!.id, fourth!.id]),
    );
    expect(await world.db('sheets').where({ id })).toEqual([]);
  });
});
