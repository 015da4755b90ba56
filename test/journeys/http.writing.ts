// Step 7: the draft, two who save at once, advice and its answer, files, the hand-in.
import { H, type Journey } from './http.journey';

const KEYS = ['problem', 'affected', 'evidence', 'proposal', 'authority', 'cost', 'first_step'];
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n', 'latin1');

export function writingSteps(journey: Journey): void {
  const { who, kept, refused, made, changed } = journey;
  const draftOf = async (login: string, team = kept.team) =>
    (await who(login).get(`/teams/${team}/submission.json`)).json.submission;

  test('7 · a draft has seven parts; a stale one is refused with both texts kept', async () => {
    const draft = await draftOf('bram');
    kept.submission = draft.id;
    expect(Object.keys(draft.sections)).toEqual(KEYS);
    expect(draft).toMatchObject({ files: [], feedback: [], versions: [] });
    expect(draft.sections.problem).toEqual({ text: '', version: 0 });
    refused(await who('cem').get(`/teams/${kept.team}/submission.json`), 404);
    expect((await who('emma').page(`/teams/${kept.team}/submission`)).status).toBe(200);
    refused(await who('emma').post(`/submissions/${draft.id}/draft`, { 'section[problem]': 'Mine' }), 403);

    const save = (login: string, text: string, version: string) =>
      who(login).post(`/submissions/${draft.id}/draft`, {
        'section[problem]': text,
        'version[problem]': version,
      });
    const first = changed(await save('bram', 'Nobody asks us.', '0'), /submission/);
    expect(first.version).toBe(1);
    const stale = refused(await save('bea', 'No one asked us.', '0'), 409);
    expect(JSON.stringify(stale.current)).toContain('Nobody asks us.');
    const page = await who('bea').form(`/submissions/${draft.id}/draft`, {
      'section[problem]': 'No one asked us.',
      'version[problem]': '0',
    });
    expect(page.status).toBe(409);
    for (const text of ['Nobody asks us.', 'No one asked us.']) expect(page.text).toContain(text);
    expect(changed(await save('bea', 'Nobody asked us, ever.', '1'), /submission/).version).toBe(2);
    refused(await save('bea', 'x', 'new'), 422);
    refused(await who('bea').post(`/submissions/${draft.id}/draft`, { 'section[title]': 'x' }), 422);
    expect((await draftOf('bram')).sections.problem).toEqual({ text: 'Nobody asked us, ever.', version: 2 });
  });

  test('7 · the expert advises, the team answers, both hear of it live', async () => {
    const bram = await who('bram').live();
    const heard = new Promise((resolve) => bram.once('feedback:changed', resolve));
    const given = { section: 'problem', kind: 'question', body: 'Who is “us”?' };
    const advice = made(
      await who('emma').post(`/submissions/${kept.submission}/feedback`, given),
      /submission/,
    );
    expect(await heard).toMatchObject({ submissionId: kept.submission, id: advice.id, section: 'problem' });
    refused(await who('edda').post(`/submissions/${kept.submission}/feedback`, given), 404);
    refused(await who('bram').post(`/submissions/${kept.submission}/feedback`, given), 403);
    const answer = `/feedback/${advice.id}/answer`;
    expect(
      refused(await who('bea').post(answer, { answer: 'not-taken', because: '' }), 422).fields,
    ).toHaveProperty('because');
    changed(
      await who('bea').post(answer, { answer: 'not-taken', because: 'The next part says it.' }),
      /submission/,
    );
    expect((await draftOf('bram')).feedback).toEqual([
      expect.objectContaining({ id: advice.id, ...given, answer: 'not-taken' }),
    ]);
  });

  test('7 · files of the team come back as they were sent, for those who read the draft', async () => {
    const at = `/submissions/${kept.submission}/files`;
    const file = made(
      await who('bea').upload(at, { name: 'letter.pdf', bytes: PDF, type: 'application/pdf' }),
      /files/,
    );
    const [listed] = (await draftOf('bram')).files;
    expect(listed).toEqual({ id: file.id, name: 'letter.pdf', bytes: PDF.length, type: 'application/pdf' });
    const back = await who('emma').raw(`/files/${file.id}`, {});
    expect([back.status, back.text]).toEqual([200, PDF.toString('latin1')]);
    expect(back.headers.get('content-disposition')).toMatch(/^attachment/);
    refused(await who('joost').get(`/files/${file.id}`), 404);
    const wrong = { name: 'page.html', bytes: Buffer.from('<script>1</script>'), type: 'text/html' };
    refused(await who('bea').upload(at, wrong), 415);
    const large = {
      name: 'large.pdf',
      bytes: Buffer.concat([PDF, Buffer.alloc(25 * 1024 * 1024)]),
      type: '',
    };
    refused(await who('bea').upload(at, large), 413);
    const second = made(await who('bram').upload(at, { name: 'two.pdf', bytes: PDF, type: '' }), /files/);
    changed(await who('bea').post(`/files/${second.id}/removal`), /submission/);
    expect((await draftOf('bram')).files).toHaveLength(1);
    kept.file = file.id;
  });

  test('7 · handing in freezes the text; the same text twice is one hand-in', async () => {
    const versions = `/submissions/${kept.submission}/versions`;
    const missing = refused(await who('bram').post(versions), 422);
    expect(Object.keys(missing.fields)).toContain('section[affected]');
    const texts = Object.fromEntries(
      KEYS.flatMap((key) => [
        [`section[${key}]`, `Our words on ${key}.`],
        [`version[${key}]`, key === 'problem' ? '2' : '0'],
      ]),
    );
    changed(await who('bram').post(`/submissions/${kept.submission}/draft`, texts), /submission/);
    const first = made(await who('bram').post(versions), /versions/);
    const again = changed(await who('bea').post(versions), /versions/);
    expect(again.id).toBe(first.id);
    expect((await draftOf('bram')).versions).toEqual([
      expect.objectContaining({
        id: first.id,
        at: expect.any(String),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      }),
    ]);
    refused(await who('emma').post(versions), 403);

    const second = await draftOf('cem', kept.second);
    kept.secondSubmission = second.id;
    changed(
      await who('eli').post(`/submissions/${second.id}/draft`, { ...texts, 'version[problem]': '0' }),
      /submission/,
    );
    made(await who('cem').post(`/submissions/${second.id}/versions`), /versions/);
  });

  test('7 · after the end nothing is written', async () => {
    await journey.turn(['teams', 'drafting'], ['judging']);
    const save = { 'section[problem]': 'Too late', 'version[problem]': '3' };
    refused(await who('bram').post(`/submissions/${kept.submission}/draft`, save), 403);
    refused(await who('gus').post(`/teams/${kept.team}/members`), 403);
    refused(
      await who('bram').post(`${H}/evidence`, { claim: 'x', kind: 'law', source: 'y', language: 'en' }),
      403,
    );
  });
}
