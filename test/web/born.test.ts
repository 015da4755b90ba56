// Requests and answers come into the world as Express wants them, or each costs twice the time.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

test('Express finds nothing to change in the prototypes of a request and its answer', async () => {
  const prototypes: unknown[] = [];
  const note = (...both: object[]) => void prototypes.push(...both.map((one) => Object.getPrototypeOf(one)));
  world.server.prependOnceListener('request', (req: IncomingMessage, res: ServerResponse) => {
    note(req, res);
    res.once('finish', () => note(req, res));
  });
  const answer = await fetch(`${world.base}/login`);
  expect([answer.status, answer.headers.get('x-powered-by')]).toEqual([200, null]);
  expect(await answer.text()).toContain('<form');
  const { request, response } = world.app;
  expect(prototypes.map((one) => one === request || one === response)).toEqual([true, true, true, true]);
  expect((request as unknown as { app: unknown }).app).toBe(world.app);
});
