import { makePerson } from '../../support/factories';
import { createWorld, PASSWORD, type World } from '../../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

test('the right password signs in, whatever the case of the name', async () => {
  await makePerson(world.db, { login: 'Zoë.1' });
  const answer = await world
    .visitor()
    .post('/login')
    .type('form')
    .send({ login: 'Zoë.1', password: PASSWORD });
  expect([answer.status, answer.headers.location]).toEqual([303, '/desk']);
});
