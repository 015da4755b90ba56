// Steps 5 and 6: teams, the room by HTTP and live, calls for help.
import { randomUUID } from 'node:crypto';
import { PASSWORD } from '../support/world';
import { ask, type Caller, caller, gathered, type Json } from './caller';
import { H, type Journey } from './http.journey';

export function teamSteps(journey: Journey): void {
  const { who, ids, kept, signUp, refused, made, changed, turn } = journey;

  const team = { pitch: 'We want to try.', challenge: 'a-seat', languages: ['en', 'ar'] };

  test('5 · teams: founding, an open seat, asking, inviting, and every no with what is true now', async () => {
    const open = made(
      await who('bram').post(`${H}/teams`, { ...team, name: 'Open door', joining: 'open' }),
      /^\/teams\/\w+$/,
    );
    kept.team = open.id;
    const taken = refused(
      await who('bram').post(`${H}/teams`, { ...team, name: 'Second', joining: 'open' }),
      409,
    );
    expect(taken.current).toMatchObject({ team: expect.anything() });
    refused(await who('gus').post(`${H}/teams`, { ...team, name: 'Third', joining: 'open' }), 403);
    refused(await who('bea').post(`${H}/teams`, { ...team, name: '', joining: 'open' }), 422);
    made(await who('bea').post(`/teams/${open.id}/members`), /^\/teams/);
    refused(await who('bea').post(`/teams/${open.id}/members`), 409);

    const asking = made(
      await who('cem').post(`${H}/teams`, { ...team, name: 'Ask us', joining: 'request' }),
      /^\/teams/,
    );
    kept.second = asking.id;
    refused(await who('dina').post(`/teams/${asking.id}/members`), 403);
    const ask1 = made(
      await who('dina').post(`/teams/${asking.id}/requests`, { motivation: 'I ask well.' }),
      /^\/teams/,
    );
    refused(await who('bram').post(`/requests/${ask1.id}/acceptance`), 404);
    changed(await who('cem').post(`/requests/${ask1.id}/refusal`), /^\/teams/);
    const ask2 = made(await who('dina').post(`/teams/${asking.id}/requests`, {}), /^\/teams/);
    changed(await who('cem').post(`/requests/${ask2.id}/acceptance`), /^\/teams/);

    const link = made(
      await who('cem').post(`/teams/${asking.id}/invitations`, { uses: '1', hours: '24' }),
      /^\/invitations\/[^/]+$/,
    );
    expect((await who('eli').page(link.location)).status).toBe(200);
    const token = link.location.split('/')[2]!;
    const seat = await who('eli').post(`/teams/${asking.id}/members`, { invite: token });
    expect(seat.status).toBe(201);
    refused(await who('fatima').post(`${link.location}/acceptance`), 410);
    const other = made(
      await who('cem').post(`/teams/${asking.id}/invitations`, { uses: '3' }),
      /^\/invitations/,
    );
    changed(await who('cem').post(`${other.location}/revocation`), /^\/teams/);
    refused(await who('fatima').post(`${other.location}/acceptance`), 410);

    changed(await who('cem').post(`/teams/${asking.id}/captaincy`, { member: ids.dina! }), /^\/teams/);
    refused(await who('cem').post(`/teams/${asking.id}/captaincy`, { member: ids.eli! }), 403);
    changed(await who('dina').post(`/teams/${asking.id}/departure`, { successor: ids.cem! }), /^\/teams/);
    made(await who('dina').post(`/teams/${kept.team}/members`), /^\/teams/);
  });

  test('5 · the last seat is the last; names are for people of the hackathon', async () => {
    await journey.world.db('hackathons').update({ seats_max: 3 });
    const full = refused(await who('fatima').post(`/teams/${kept.team}/members`), 409);
    expect(full.current).toMatchObject({ seats: 3, seatsTaken: 3 });
    const shape = {
      id: kept.team,
      name: 'Open door',
      challenge: 'a-seat',
      joining: 'open',
      languages: ['en', 'ar'],
      seats: 3,
      seatsTaken: 3,
    };
    const listed = async (caller: Caller) =>
      (await caller.get(`${H}/teams.json`)).json.teams.find((one: Json) => one.id === kept.team);
    expect(await listed(who('visitor'))).toEqual({ ...shape, mine: false });
    const known = await listed(who('bram'));
    expect(known).toMatchObject({ ...shape, mine: true });
    expect(known.members).toContainEqual(expect.objectContaining({ name: 'Name of bram', captain: true }));
    for (const login of ['emma', 'ada']) expect((await listed(who(login))).members).toHaveLength(3);
    const one = (await who('visitor').get(`/teams/${kept.team}.json`)).json.team;
    expect(one).toMatchObject({ ...shape, mine: false });
    expect(one).not.toHaveProperty('members');
    await journey.world.db('hackathons').update({ seats_max: 5 });
    made(await who('fatima').post(`/teams/${kept.team}/members`), /^\/teams/);
  });

  test('6 · the room by HTTP: a log without gaps, edited and withdrawn', async () => {
    const { room } = (await who('bram').get(`/teams/${kept.team}/room.json`)).json;
    expect(room).toEqual({ id: expect.any(String), head: expect.any(Number) });
    kept.room = room.id;
    refused(await who('emma').get(`/teams/${kept.team}/room.json`), 404);
    refused(await who('ada').get(`/rooms/${room.id}/messages.json`), 404);
    expect((await who('mona').page(`/teams/${kept.team}/room`)).status).toBe(200);
    const post = (login: string, body: string, client_id = randomUUID()) =>
      who(login).post(`/rooms/${room.id}/messages`, { body, client_id });
    const client = randomUUID();
    const first = await post('bram', 'Hello', client);
    expect(first.status).toBe(201);
    const again = await post('bram', 'Hello again', client);
    expect([again.json.id, again.json.seq]).toEqual([first.json.id, first.json.seq]);
    const second = (await post('bea', 'صباح الخير')).json;
    refused(await post('bea', 'x'.repeat(4001)), 422);
    refused(await who('bea').post(`/messages/${first.json.id}/edit`, { body: 'Mine now' }), 403);
    changed(await who('bram').post(`/messages/${first.json.id}/edit`, { body: 'Hello all' }), /room/);
    changed(await who('bea').post(`/messages/${second.id}/withdrawal`), /room/);
    const all = (await who('bram').get(`/rooms/${room.id}/messages.json?after=0`)).json;
    expect(all.entries.map((one: Json) => one.seq)).toEqual(
      all.entries.map((_: Json, index: number) => index + 1),
    );
    expect(all.head).toBe(all.entries.length);
    expect(all.entries.find((one: Json) => one.id === second.id)).toMatchObject({
      kind: 'message',
      body: null,
    });
    expect(all.entries.at(-2)).toMatchObject({ kind: 'edit', of: first.json.id, body: 'Hello all' });
    expect(all.entries.at(-1)).toMatchObject({ kind: 'withdrawal', of: second.id, body: null });
    expect(all.entries.find((one: Json) => one.id === first.json.id)).toEqual({
      roomId: room.id,
      seq: first.json.seq,
      kind: 'message',
      id: first.json.id,
      clientId: client,
      author: { id: ids.bram, name: 'Name of bram', role: 'participant' },
      body: 'Hello',
      at: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    const before = (await who('bram').get(`/rooms/${room.id}/messages.json?before=${all.head}`)).json;
    expect(before.entries.at(-1).seq).toBe(all.head - 1);
  });

  test('6 · the room live: acknowledged after the commit, told to everybody, caught up, once', async () => {
    const roomId = kept.room!;
    await expect(caller(journey.world.base).live()).rejects.toThrow();
    const [bram, bea] = [await who('bram').live(), await who('bea').live()];
    const joined = await ask(bram, 'room:join', { roomId });
    expect(joined).toMatchObject({ ok: true, data: { head: expect.any(Number) } });
    const { head } = joined.data;
    expect(joined.data.entries.at(-1).seq).toBe(head);
    const presence = gathered(bram, 'room:presence', 1);
    await ask(bea, 'room:join', { roomId, afterSeq: head });
    expect((await presence)[0]).toMatchObject({
      roomId,
      here: expect.arrayContaining([expect.objectContaining({ id: ids.bea })]),
    });
    const told = [gathered(bram, 'room:entry', 20), gathered(bea, 'room:entry', 20)];
    const typing = gathered(bea, 'room:typing', 1);
    expect(await ask(bram, 'room:typing', { roomId })).toMatchObject({ ok: true });
    expect((await typing)[0]).toMatchObject({ roomId, id: ids.bram });
    const clientId = randomUUID();
    const posts = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        ask(index % 2 ? bea : bram, 'message:post', {
          roomId,
          clientId: index === 0 ? clientId : randomUUID(),
          body: `<b>${index}</b>`,
        }),
      ),
    );
    for (const post of posts)
      expect(post).toEqual({ ok: true, data: { id: expect.any(String), seq: expect.any(Number) } });
    const wanted = Array.from({ length: 20 }, (_, index) => head + 1 + index);
    for (const entries of await Promise.all(told)) expect(entries.map((entry) => entry.seq)).toEqual(wanted);
    expect(await ask(bram, 'message:post', { roomId, clientId, body: 'other words' })).toEqual(posts[0]);

    bea.disconnect();
    await ask(bram, 'message:post', { roomId, clientId: randomUUID(), body: 'while you were away' });
    const back = await who('bea').live();
    const caught = await ask(back, 'room:join', { roomId, afterSeq: head + 20 });
    expect(caught.data).toMatchObject({
      head: head + 21,
      entries: [{ seq: head + 21, body: 'while you were away' }],
    });
    const history = await ask(back, 'room:history', { roomId, beforeSeq: head + 3, limit: 2 });
    expect(history.data.entries.map((one: Json) => one.seq)).toEqual([head + 1, head + 2]);

    const stranger = await who('cem').live();
    for (const event of ['room:join', 'room:history', 'room:typing'])
      expect(
        await ask(stranger, event, { roomId, ...(event === 'room:history' ? { afterSeq: 0 } : {}) }),
      ).toMatchObject({ ok: false, error: 'frame.errors.notFound' });
    const post = { roomId, clientId: randomUUID(), body: 'Hi' };
    expect(await ask(stranger, 'message:post', post)).toMatchObject({ ok: false, error: expect.any(String) });
    expect(await ask(bram, 'message:post', { ...post, body: '' })).toMatchObject({ ok: false });
    expect(await ask(bram, 'message:post', { ...post, extra: 1 })).toMatchObject({ ok: false });
  });

  test('6 · whoever leaves the team, or signs out, hears nothing more within a second', async () => {
    const roomId = kept.room!;
    const [bram, fatima, dina] = [
      await who('bram').live(),
      await who('fatima').live(),
      await who('dina').live(),
    ];
    for (const socket of [bram, fatima, dina]) await ask(socket, 'room:join', { roomId });
    changed(await who('fatima').post(`/teams/${kept.team}/departure`), /^\/teams/);
    const cut = new Promise((resolve) => dina.once('disconnect', resolve));
    changed(await who('dina').post('/logout'), /^\/$/);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const [heard, own] = [gathered(fatima, 'room:entry', 1, 1500), gathered(bram, 'room:entry', 1)];
    await ask(bram, 'message:post', { roomId, clientId: randomUUID(), body: 'Only us' });
    expect(await own).toHaveLength(1);
    expect(await heard).toEqual([]);
    await cut;
    expect(await ask(fatima, 'room:history', { roomId, afterSeq: 0 })).toMatchObject({ ok: false });
    changed(await who('dina').post('/login', { login: 'dina', password: PASSWORD }), /desk/);
  });

  test('6 · a call for help reaches the experts, and the first one has it', async () => {
    await turn(['inquiry'], ['drafting'], ['teams', 'drafting']);
    const emma = await who('emma').live();
    const heard = gathered(emma, 'help:changed', 2);
    const asked = { topic: 'Who decides?', language: 'ar', details: 'The council or the city?' };
    const help = made(await who('bea').post(`/teams/${kept.team}/help-requests`, asked), /room/);
    refused(await who('cem').post(`/teams/${kept.team}/help-requests`, asked), 404);
    const queue = async () => (await who('emma').get(`${H}/help-requests.json`)).json.requests;
    expect(await queue()).toEqual([
      expect.objectContaining({
        id: help.id,
        team: kept.team,
        topic: asked.topic,
        language: 'ar',
        state: 'open',
        waitingSince: expect.any(String),
      }),
    ]);
    refused(await who('bea').get(`${H}/help-requests.json`), 403);
    changed(await who('emma').post(`/help-requests/${help.id}/claim`), /room/);
    expect((await heard).map((one) => [one.id, one.state])).toEqual([
      [help.id, 'open'],
      [help.id, 'claimed'],
    ]);
    expect((await queue())[0]).toMatchObject({ state: 'claimed', claimedBy: 'Name of emma' });
    const link = made(await who('ada').post(`${H}/invitations`, { role: 'expert' }), /^\/invitations/);
    await signUp('edda');
    changed(await who('edda').post(`${link.location}/acceptance`), /our-town/);
    const late = refused(await who('edda').post(`/help-requests/${help.id}/claim`), 409);
    expect(late.current).toMatchObject({ claimedBy: 'Name of emma' });
    changed(await who('emma').post(`/help-requests/${help.id}/release`), /help-requests/);
    changed(await who('emma').post(`/help-requests/${help.id}/claim`), /room/);
    expect((await who('emma').get(`/teams/${kept.team}/room.json`)).status).toBe(200);
    changed(
      await who('emma').post(`/help-requests/${help.id}/completion`, { note: 'The council decides.' }),
      /room/,
    );
    const next = made(await who('bea').post(`/teams/${kept.team}/help-requests`, asked), /room/);
    changed(await who('bea').post(`/help-requests/${next.id}/cancellation`), /room/);
  });
}
