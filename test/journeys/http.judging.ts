// Steps 8 to 12: sheets, the ranking and its publication, the answer, desks and the front page.
import { rank } from '../../src/features/ranking/ranking';
import type { Round } from '../../src/features/ranking/ranking.round';
import type { Json } from './caller';
import { H, type Journey } from './http.journey';

export function judgingSteps(journey: Journey): void {
  const { who, ids, kept, criteria, refused, made, changed, turn } = journey;
  const sheetsOf = async (login: string): Promise<Json[]> =>
    (await who(login).get(`${H}/jury.json`)).json.sheets;
  const scores = (values: string[]) =>
    Object.fromEntries(criteria.map((id, index) => [`score[${id}]`, values[index]!]));

  test('8 · sheets are drawn evenly or given by hand', async () => {
    refused(await who('joost').post(`${H}/assignments`, { balanced: '2' }), 403);
    refused(await who('ada').post(`${H}/assignments`, { balanced: 'all' }), 422);
    const hand = { juror: ids.joost!, submission: kept.submission! };
    const one = await who('ada').post(`${H}/assignments`, hand);
    expect([one.status, one.json.location]).toEqual([201, expect.stringContaining('/assignments')]);
    expect((await who('ada').post(`${H}/assignments`, { balanced: '2' })).status).toBe(201);
    refused(await who('bram').get(`${H}/jury.json`), 403);
    for (const login of ['joost', 'jamila']) {
      const sheets = await sheetsOf(login);
      expect(sheets.map((sheet) => sheet.submission).sort()).toEqual(
        [kept.submission, kept.secondSubmission].sort(),
      );
      for (const sheet of sheets)
        expect(sheet).toMatchObject({
          id: expect.any(String),
          state: 'open',
          version: expect.any(Number),
          scale: { min: 1, max: 5, step: 1 },
          criteria: criteria.map((id) => ({ id, title: expect.any(String) })),
        });
    }
  });

  test('8 · a sheet is its juror’s alone: saved, handed in, opened again; the note stays private', async () => {
    const sheets = await sheetsOf('joost');
    const sheet = sheets.find((one) => one.submission === kept.submission);
    const at = `/sheets/${sheet.id}`;
    for (const login of ['jamila', 'ada', 'bram']) {
      refused(await who(login).get(at), 404);
      refused(await who(login).post(at, { feedback: 'Mine' }), 404);
    }
    expect((await who('joost').page(at)).status).toBe(200);
    expect((await who('joost').raw(`/files/${kept.file}`, {})).status).toBe(200);
    const first = { [`score[${criteria[0]}]`]: '4', note: 'A PRIVATE NOTE', version: String(sheet.version) };
    const saved = changed(await who('joost').post(at, first), /sheets/);
    expect(refused(await who('joost').post(at, first), 409).current).toMatchObject({
      version: saved.version,
    });
    expect(
      refused(await who('joost').post(at, { [`score[${criteria[0]}]`]: '9' }), 422).fields,
    ).toHaveProperty([`score[${criteria[0]}]`]);
    expect(Object.keys(refused(await who('joost').post(`${at}/handing-in`), 422).fields)).toContain(
      'feedback',
    );
    const full = { ...scores(['4', '5', '3']), feedback: 'Clear and brave. Say who pays.' };
    changed(await who('joost').post(`${at}/handing-in`, full), /jury/);
    changed(await who('joost').post(`${at}/reopening`), /sheets/);
    changed(await who('joost').post(`${at}/handing-in`, full), /jury/);
    expect((await sheetsOf('joost')).find((one) => one.id === sheet.id).state).toBe('handed-in');
    const other = (await sheetsOf('jamila')).find((one) => one.submission === kept.submission);
    const words = { ...scores(['5', '4', '4']), feedback: 'فكرة قوية. اكتبوا من يدفع.' };
    changed(await who('jamila').post(`/sheets/${other.id}/handing-in`, words), /jury/);
  });

  test('8 · a conflict takes a sheet out', async () => {
    const sheets = await sheetsOf('joost');
    const sheet = sheets.find((one) => one.submission === kept.secondSubmission);
    changed(
      await who('joost').post(`/sheets/${sheet.id}/conflict`, { reason: 'My cousin is in it.' }),
      /jury/,
    );
    refused(await who('joost').post(`/sheets/${sheet.id}`, { feedback: 'Still' }), 409);
    const other = (await sheetsOf('jamila')).find((one) => one.submission === kept.secondSubmission);
    const words = { ...scores(['2', '3', '3']), feedback: 'A good start. Ask more people.' };
    changed(await who('jamila').post(`/sheets/${other.id}/handing-in`, words), /jury/);
    const states = (await sheetsOf('joost')).map((one) => one.state).sort();
    expect(states).toEqual(['conflict', 'handed-in']);
  });

  test('9 · results do not exist before they are published', async () => {
    refused(await who('ada').post(`${H}/results/publication`), 403);
    for (const end of ['', '.json', '.csv', '/protocol.json'])
      expect((await who('visitor').get(`${H}/results${end}`)).status).toBe(404);
    await turn(['judging'], ['deliberation']);
  });

  test('9 · published once, with words for every team; whoever knows the protocol can count again', async () => {
    refused(await who('joost').post(`${H}/results/publication`), 403);
    const published = made(await who('ada').post(`${H}/results/publication`), /results$/);
    expect(published.id).toEqual(expect.any(String));
    expect(refused(await who('ada').post(`${H}/results/publication`), 409).current).toMatchObject({
      publication: 1,
    });
    const results = (await who('visitor').get(`${H}/results.json`)).json;
    expect(results).toMatchObject({
      publishedAt: expect.stringMatching(/Z$/),
      rankings: [{ scope: expect.any(String), method: 'calibrated' }],
    });
    const entries = results.rankings[0].entries;
    expect(entries.map((one: Json) => [one.team, one.submission, one.place])).toEqual([
      [kept.team, kept.submission, 1],
      [kept.second, kept.secondSubmission, 2],
    ]);
    for (const { place, low, high, band } of entries) {
      expect(low <= place && place <= high && high <= 2).toBe(true);
      expect([1, 2]).toContain(band);
    }
    const csv = await who('visitor').raw(`${H}/results.csv`, {});
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(csv.text.trim().split('\r\n')).toHaveLength(3);
    expect((await who('visitor').page(`${H}/results`)).text).toContain('Open door');

    // Two jurors: the protocol is for jury and teams, everybody else reads its hash.
    expect((await who('visitor').get(`${H}/results/protocol.json`)).status).toBe(404);
    for (const reader of ['joost', 'bram']) {
      const { result, ...input } = (await who(reader).get(`${H}/results/protocol.json`)).json;
      const again = rank(input as Round, input.method);
      expect(again.entries).toEqual(result.entries);
      expect(again.entries.map((one) => one.score)).toEqual(entries.map((one: Json) => one.score));
      expect(JSON.stringify(input)).not.toContain(ids.joost);
    }
    const words = await who('bram').page(`/teams/${kept.team}/feedback`);
    expect(words.text).toContain('Clear and brave. Say who pays.');
    for (const page of [words, await who('visitor').page(`${H}/results`)])
      expect(page.text).not.toContain('PRIVATE NOTE');
    expect((await who('cem').page(`/teams/${kept.team}/feedback`)).status).toBe(404);
  });

  test('10 · the proposal goes to the authority, which answers with a reason, in public', async () => {
    await turn(['deliberation'], ['results', 'follow-up']);
    const at = `/submissions/${kept.submission}/recommendation`;
    refused(await who('bram').post(at, { authority: 'city' }), 403);
    refused(await who('ada').post(at, { authority: 'nobody' }), 422);
    const sent = made(await who('ada').post(at, { authority: 'city' }), /^\/recommendations\/\w+$/);
    kept.recommendation = sent.id;
    const desk = await who('city').page('/desk');
    expect(desk.text).toContain(`href="${sent.location}"`);
    expect((await who('visitor').page(sent.location)).status).toBe(200);
    const answer = `${sent.location}/answer`;
    refused(await who('ada').post(answer, { decision: 'partly', reason: 'Yes.' }), 403);
    expect(
      refused(await who('city').post(answer, { decision: 'partly', reason: '' }), 422).fields,
    ).toHaveProperty('reason');
    refused(await who('city').post(answer, { decision: 'maybe', reason: 'Yes.' }), 422);
    const reason = 'We start with one school in May. The rest waits for the budget.';
    changed(await who('city').post(answer, { decision: 'partly', reason }), /recommendations/);
    refused(await who('city').post(answer, { decision: 'adopted', reason }), 409);
    expect((await who('visitor').page(sent.location)).text).toContain(reason);
  });

  test('11 · after the end everybody’s desk still says what is next', async () => {
    const { text } = await who('bram').page('/desk');
    expect(text).toContain(`href="${H}/results"`);
    for (const login of ['ada', 'emma', 'joost', 'mona', 'city', 'gus'])
      expect((await who(login).page('/desk')).status).toBe(200);
  });

  test('12 · the front page shows the hackathon; the installation says that it is well', async () => {
    const front = await who('visitor').page('/');
    expect(front.text).toContain('Our town');
    expect((await who('visitor').page('/?lang=ar')).text).toContain('بلدتنا');
    for (const probe of ['live', 'ready']) {
      const answer = await who('visitor').get(`/health/${probe}`);
      expect([answer.status, typeof answer.json.status]).toEqual([200, 'string']);
    }
    journey.world.deps.state.stopping = true;
    expect((await who('visitor').get('/health/ready')).status).toBe(503);
    expect((await who('visitor').get('/health/live')).status).toBe(200);
    journey.world.deps.state.stopping = false;
    expect(journey.world.logged.filter((line) => line.includes('a request failed'))).toEqual([]);
  });
}
