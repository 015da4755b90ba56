// The pages of words: they say who runs the site, or plainly that nobody filled it in; settings cannot act.
import { ConfigFault, readConfig } from '../../../src/config';
import { createWorld, type World } from '../../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({
    OPERATOR_NAME: 'House <i>of Youth',
    OPERATOR_CONTACT: 'mailto:lab@example.org',
  });
});
afterAll(() => world.close());

test('who runs the site stands on every page that needs it', async () => {
  for (const path of ['/about', '/privacy', '/rules', '/accessibility']) {
    const { text } = await world.visitor().get(path).expect(200);
    expect(text).toContain('House &lt;i&gt;of Youth runs this site.');
    expect(text).toContain('<a href="mailto:lab@example.org">');
    expect(text).toContain('Last changed: 21 November 2026.');
  }
});

test('without the settings the page says so', async () => {
  const bare = await createWorld();
  const { text } = await bare.visitor().get('/privacy');
  await bare.close();
  expect(text).toContain('has not filled in their name yet');
  expect(text).toContain('No contact has been filled in yet');
});

test('seven rules, each with its own words; privacy in rows with a heading each', async () => {
  for (const tag of ['en', 'nl', 'ar']) {
    const rules = (await world.visitor().get(`/rules?lang=${tag}`)).text;
    expect(rules.match(/<li id="rule-\d"><h3>[^<]{8,}<\/h3><p>[^<]{30,}<\/p>/g)).toHaveLength(7);
    const privacy = (await world.visitor().get(`/privacy?lang=${tag}`)).text;
    expect(privacy.match(/<th scope="row"/g)).toHaveLength(14);
    expect(rules + privacy).not.toMatch(/(pages|moderation|accounts)\.[a-zA-Z]+\./);
  }
});

test('a contact is an address of mail or web, or words; nothing that acts', () => {
  const contactOf = (given: string) => readConfig({ OPERATOR_CONTACT: given }).operatorContact;
  for (const given of ['mailto:a@b.org', 'https://a.org/x', 'a@b.org', 'Telephone: 030 12 34', '+31 30 1234'])
    expect(contactOf(given)).toBe(given);
  for (const given of [
    'javascript:alert(1)',
    'data:text/html,x',
    'mailto:a@b.org?bcc=c@d.org',
    'x'.repeat(201),
  ])
    expect(() => contactOf(given)).toThrow(ConfigFault);
});
