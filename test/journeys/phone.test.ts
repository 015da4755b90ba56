// One hackathon on phones of 360 px, from the empty front page to the answer of the authority, by what can be
// tapped and read: an organiser, three participants (one in Arabic, one without scripts), an expert, two
// jurors, an authority. Each step stands on the one before.
import { makeFounderLink } from '../../src/features/accounts/accounts.founding.actions';
import { rank } from '../../src/features/ranking/ranking';
import type { Round } from '../../src/features/ranking/ranking.round';
import { closeBrowser } from '../support/browser';
import { makeTeam } from '../support/factories';
import { makeHandIn } from '../support/judged';
import { createWorld, PASSWORD, type World } from '../support/world';
import { closeHands, faults, type Hand, hand, whereabouts } from './phone.hand';

let world: World;
let ada: Hand;
const links: Record<string, string> = {};

beforeAll(async () => {
  world = await createWorld();
  ada = await hand(world.base, 'ada');
});
afterEach(() => {
  const found = faults.splice(0);
  expect(found).toEqual([]);
});
afterAll(async () => {
  await closeHands();
  await closeBrowser();
  await world.close();
});

let broken = false;
/** A step stands on those before it: after a fault the rest says so at once. */
function step(name: string, run: () => Promise<void>): void {
  test(name, async () => {
    if (broken) throw new Error('an earlier step failed');
    broken = true;
    await run().catch(async (cause: Error) => {
      const lines = (await whereabouts()).map((one) => one.join(': '));
      throw new Error([cause.stack ?? cause.message, ...lines].join('\n'), { cause });
    });
    broken = false;
  });
}

/** The organiser opens or closes a phase now and says why. */
async function phases(key: string, verb: 'openNow' | 'closeNow'): Promise<void> {
  const phase = ada.t(`hackathons.phase.name.${key}`);
  await ada.follow(ada.t('desk.nav.steps'));
  await ada.unfold(ada.t('hackathons.phase.change', { phase }));
  await ada.fill(ada.t('hackathons.phase.nowReason'), 'Everybody is ready');
  await ada.press(ada.t(`hackathons.phase.${verb}`, { phase }));
}

step('1 · an account is made on one screen; out and in again', async () => {
  await ada.open('/');
  await ada.follow(ada.t('hackathons.empty.signUp'));
  await ada.signUp('ada', 'Ada');
  await ada.reads(ada.t('desk.calm.nothing'));
  await ada.unfold(ada.t('frame.menu'));
  await ada.press(ada.t('frame.signOut'));
  await ada.unfold(ada.t('frame.menu'));
  await ada.follow(ada.t('frame.signIn'));
  await ada.fill(ada.t('accounts.fields.login'), 'ada');
  await ada.fill(ada.t('accounts.fields.password'), PASSWORD);
  await ada.press(ada.t('accounts.login.act'), 'main');
  await ada.reads(ada.t('desk.hello', { name: 'Ada' }));
});

step(
  '2 · a hackathon from a template, a question in two languages, criteria, invitations, open',
  async () => {
    const { t, page } = ada;
    await ada.open(`/founding/${await makeFounderLink(world.db, world.deps.clock)}`);
    await ada.press(t('accounts.founding.act'));
    await ada.follow(t('desk.found.act'));
    await ada.fill(t('hackathons.new.name', { language: 'English' }), 'Our town');
    await ada.fill(t('hackathons.new.name', { language: 'Arabic' }), 'بلدتنا');
    await ada.fill(t('hackathons.new.slug'), 'our-town');
    await ada.choose(t('hackathons.template.two-weeks.name'));
    const day = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
    await ada.fill(t('hackathons.new.startsOn'), day);
    await ada.press(t('hackathons.new.act'));

    await ada.follow(t('hackathons.lamp.write.act'));
    await ada.fill(t('challenges.form.slug'), 'a-seat');
    const texts = {
      English: [
        'How do we get a seat at the table?',
        'Councils decide without us.',
        '## What is known\n\nA lot.',
      ],
      Arabic: ['كيف نجلس إلى الطاولة؟', 'المجالس تقرر من دوننا.', '## ما نعرفه\n\nالكثير.'],
    };
    for (const [language, [title, short, brief]] of Object.entries(texts)) {
      const part = page.getByRole('group', { name: language });
      await part.getByLabel(t('challenges.form.title')).fill(title!);
      await part.getByLabel(t('challenges.form.in_short')).fill(short!);
      await part.getByLabel(t('challenges.form.brief')).fill(brief!);
    }
    await ada.press(t('challenges.form.save'));

    await ada.takeStep('writeCriteria');
    for (const [title, weight] of [
      ['It works', '60'],
      ['It is fair', '40'],
    ] as const) {
      await ada.unfoldIfShut(t('jury.criteria.new'));
      await ada.fill(t('jury.criteria.name', { language: 'English' }), title);
      await ada.fill(t('jury.criteria.name', { language: 'Arabic' }), `${title} (ع)`);
      await ada.fill(t('jury.criteria.weight'), weight);
      for (let value = 1; value <= 5; value++) {
        const level = page.getByRole('group', { name: `${value}. ${t(`jury.level.${value}`)}` }).last();
        await level
          .getByLabel(t('jury.criteria.sentence', { language: 'English' }))
          .fill(`Level ${value} in words.`);
        await level.getByLabel(t('jury.criteria.sentence', { language: 'Arabic' })).fill(`المستوى ${value}.`);
      }
      await ada.press(t('jury.criteria.add'));
    }

    for (const [name, role] of Object.entries({
      emma: 'expert',
      joost: 'juror',
      jamila: 'juror',
      mona: 'moderator',
      city: 'authority',
    })) {
      await ada.follow(t('desk.nav.people'));
      await ada.unfoldIfShut(t('hackathons.people.invite'));
      await ada.choose(t(`hackathons.role.${role}`));
      await ada.press(t('hackathons.people.makeLink'));
      links[name] = page.url();
    }
    await ada.takeStep('open');
    await ada.press(t('hackathons.lamp.open.act'));
    await ada.reads(t('hackathons.said.opened'));
  },
);

step('3 · the organiser opens the first two phases, and everybody reads why', async () => {
  await phases('inquiry', 'openNow');
  await phases('teams', 'openNow');
  await ada.reads('Everybody is ready');
});

let bram: Hand;
let amina: Hand;
let noor: Hand;

/** From the front page to the question about age. */
async function takePart(one: Hand, login: string, name: string): Promise<void> {
  await one.follow(one.t('hackathons.lamp.join.act'));
  await one.signUp(login, name);
  await one.choose(one.t('hackathons.age.within', { min: 19, max: 26 }));
  await one.press(one.t('hackathons.join.act'));
}

step('4 · a newcomer takes part from the front page and writes down what is known', async () => {
  bram = await hand(world.base, 'bram');
  const { t } = bram;
  await bram.open('/');
  await bram.reads('Our town');
  await takePart(bram, 'bram', 'Bram');
  await bram.deskSays('findTeam');
  await bram.follow(t('desk.nav.evidence'));
  await bram.fill(t('inquiry.write.claim'), 'Of 40 people we asked, 9 knew the council.');
  await bram.choose(t('inquiry.kinds.interview'));
  await bram.fill(t('inquiry.write.source'), 'Talks in our street');
  await bram.press(t('inquiry.write.act'));
  await bram.reads('[E1]');
});

step('5 · a team: founded, asked in Arabic and accepted, joined by link without scripts', async () => {
  const { t } = bram;
  await bram.takeStep('findTeam');
  await bram.follow(t('teams.list.found'));
  await bram.fill(t('teams.form.name'), 'Open door');
  await bram.choose('How do we get a seat at the table?');
  await bram.fill(t('teams.form.pitch'), 'We want young people in the council.');
  await bram.choose(t('teams.form.ways.request'));
  await bram.press(t('teams.new.act'));

  amina = await hand(world.base, 'amina', { locale: 'ar' });
  await amina.open('/');
  await amina.reads('بلدتنا');
  await takePart(amina, 'amina', 'أمينة');
  await amina.deskSays('findTeam');
  await amina.takeStep('findTeam');
  await amina.follow(amina.t('teams.way.ask'));
  await amina.fill(amina.t('teams.way.motivation'), 'أعرف المجلس جيدًا.');
  await amina.press(amina.t('teams.way.ask'));
  await amina.reads(amina.t('requests.said.asked'));

  await bram.deskSays('answerRequests', { count: 1 });
  await bram.takeStep('answerRequests');
  await bram.reads('أعرف المجلس جيدًا.');
  await bram.press(t('requests.accept'));
  await bram.press(t('invitations.link.act'));
  const link = await bram.page.getByLabel(t('invitations.link.link')).first().inputValue();

  noor = await hand(world.base, 'noor', { locale: 'nl', javaScript: false });
  await noor.open(link);
  await noor.follow(noor.t('invitations.intoTeam.newAccount'));
  await noor.signUp('noor', 'Noor');
  await noor.follow(noor.t('teams.way.join'));
  await noor.choose(noor.t('hackathons.age.within', { min: 19, max: 26 }));
  await noor.press(noor.t('hackathons.join.act'));
  await noor.press(noor.t('teams.way.seat'));
  await noor.reads(noor.t('teams.said.joined'));
  await noor.reads('أمينة');
});

/** Somebody with a link to a role, new here. */
async function invited(name: string, shown: string, device = {}): Promise<Hand> {
  const one = await hand(world.base, name, device);
  await one.open(links[name]!);
  await one.follow(one.t('invitations.intoTeam.newAccount'));
  await one.signUp(name, shown);
  await one.press(one.t('invitations.intoRole.accept'));
  return one;
}

let emma: Hand;

step('6 · the room: live between two, by form for the third, and an expert takes the question', async () => {
  await phases('inquiry', 'closeNow');
  await phases('drafting', 'openNow');
  for (const one of [bram, amina, noor]) {
    await one.toDesk();
    await one.follow(one.t('desk.nav.room'));
  }
  for (const one of [bram, amina]) await one.page.waitForSelector('.talk[data-state=live]');
  const say = async (one: Hand, text: string) => {
    await one.fill(one.t('mentoring.talk.write'), text);
    const send = one.page.getByRole('button', { name: one.t('mentoring.talk.send') });
    await send.click();
  };
  await say(bram, 'Hello, who writes first?');
  await amina.reads('Hello, who writes first?');
  await say(amina, 'أنا أكتب عن المشكلة.');
  await bram.reads('أنا أكتب عن المشكلة.');
  await noor.fill(noor.t('mentoring.talk.write'), 'Ik lees mee.');
  await noor.press(noor.t('mentoring.talk.send'));
  await noor.reads('أنا أكتب عن المشكلة.');
  await bram.reads('Ik lees mee.');
  await amina.look();

  await amina.unfold(amina.t('mentoring.help.more'));
  await amina.unfold(amina.t('mentoring.help.ownOpen'));
  await amina.fill(amina.t('mentoring.help.topic'), 'من يقرر؟');
  await amina.press(amina.t('mentoring.help.send'));
  emma = await invited('emma', 'Emma');
  await emma.deskSays('claimHelp', { count: 1 });
  await emma.takeStep('claimHelp');
  await emma.press(emma.t('mentoring.help.claim'));
  await emma.page.waitForSelector('.talk[data-state=live]');
  await say(emma, 'The council decides, in May.');
  await bram.reads('The council decides, in May.');
  await bram.reads(bram.t('mentoring.help.helpsYou', { name: 'Emma' }));
  await emma.unfold(emma.t('mentoring.help.finish'));
  await emma.press(emma.t('mentoring.help.complete'));
  await emma.look();
});

const PARTS = ['problem', 'affected', 'evidence', 'proposal', 'authority', 'cost', 'first_step'];
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n', 'latin1');

step('7 · the proposal: two save at once, a file, advice and its answer, handed in', async () => {
  const part = (one: Hand, key: string, word: string) => one.t(`submissions.parts.${key}.${word}`);
  for (const one of [bram, noor]) await one.follow(one.t('desk.nav.proposal'));
  await bram.fill(part(bram, 'problem', 'label'), 'Nobody asks us.');
  // With scripts the page stays where it is.
  const saved = bram.page.waitForResponse((answer) => answer.url().includes('/draft'));
  await bram.page
    .getByRole('button', { name: bram.t('submissions.save') })
    .first()
    .click();
  expect((await saved).status()).toBe(200);
  await noor.fill(part(noor, 'problem', 'label'), 'Niemand vraagt ons iets.');
  await noor.press(noor.t('submissions.save'));
  await noor.reads('Nobody asks us.');
  await noor.fill(noor.t('submissions.stale.yours'), 'Nobody asks us. Niemand vraagt ons iets.');
  await noor.press(noor.t('submissions.save'));
  for (const key of PARTS.slice(1)) {
    await noor.unfold(part(noor, key, 'name'));
    await noor.fill(part(noor, key, 'label'), `Onze tekst over ${key}. [E1]`);
  }
  await noor.press(noor.t('submissions.save'));
  await noor.reads(noor.t('submissions.written', { count: 7, of: 7 }));
  await noor.page
    .getByLabel(noor.t('submissions.files.choose'))
    .setInputFiles({ name: 'letter.pdf', mimeType: 'application/pdf', buffer: PDF });
  await noor.press(noor.t('submissions.files.act'));
  await noor.reads('letter.pdf');

  await emma.follow(emma.t('desk.nav.proposal'));
  await emma.unfold(part(emma, 'cost', 'name'));
  await emma.choose(emma.t('submissions.kinds.question'));
  await emma.fill(emma.t('submissions.advise.body'), 'Who pays for it?');
  await emma.press(emma.t('submissions.advise.act'));
  await bram.deskSays('answerAdvice', { count: 1 });
  await bram.takeStep('answerAdvice');
  await bram.reads('Who pays for it?');
  await bram.choose(bram.t('submissions.answer.taken'));
  await bram.press(bram.t('submissions.answer.act', { name: 'Emma' }));
  await bram.deskSays('handIn');
  await bram.takeStep('handIn');
  await bram.press(bram.t('submissions.send.act'));
  await bram.reads(bram.t('submissions.said.handedIn'));
});

let joost: Hand;
let jamila: Hand;

/** A second proposal, so that the jurors have something to compare; its team wrote without phones. */
async function anotherTeam(): Promise<void> {
  const { id, slug } = await world.db('hackathons').first();
  const challenge = await world.db('challenges').first('id', 'slug');
  const organiser = await world.db('people').where({ login: 'ada' }).first();
  const hackathon = { id, slug, organiser, challenge };
  const team = await makeTeam(world.db, hackathon, { name: 'Second chance', size: 2 });
  await makeHandIn(world.db, hackathon, team);
}

/** Scores both criteria of the open sheet, writes to the team and hands in. */
async function score(one: Hand, levels: [number, number], words: string): Promise<void> {
  const { t, page } = one;
  await one.follow(t('jury.sheet.score'), '.tabs');
  for (const level of levels) {
    await page
      .locator('.criterion.open')
      .getByText(`${level}. ${t(`jury.level.${level}`)}`)
      .click();
    if (level === levels[0]) await one.tap(page.locator('.stay button').filter({ visible: true }).last());
  }
  await one.fill(t('jury.sheet.feedback'), words);
  await one.press(t('jury.sheet.handIn'));
  await one.reads(t('jury.said.handedIn'));
}

step('8 · the jury: drawn evenly, scored, and one who knows a team says so', async () => {
  await anotherTeam();
  joost = await invited('joost', 'Joost');
  jamila = await invited('jamila', 'Jamila', { locale: 'ar' });
  for (const key of ['teams', 'drafting']) await phases(key, 'closeNow');
  await phases('judging', 'openNow');
  await ada.deskSays('assign', { count: 2 });
  await ada.takeStep('assign');
  await ada.fill(ada.t('jury.assignments.each'), '2');
  await ada.press(ada.t('jury.assignments.drawNow'));

  for (const [one, levels, words] of [
    [joost, [4, 5], 'Clear and brave. Say who pays.'],
    [jamila, [5, 4], 'فكرة قوية. اكتبوا من يدفع.'],
  ] as const) {
    await one.toDesk();
    expect(await one.page.locator('.lit a').getAttribute('href')).toMatch(/^\/sheets\//);
    await one.follow(one.t('desk.nav.jury'));
    await one.follow('Open door');
    await one.follow(one.t('jury.sheet.read'), '.tabs');
    await one.reads('Nobody asks us. Niemand vraagt ons iets.');
    await score(one, [...levels], words);
  }
  await jamila.follow('Second chance');
  await score(jamila, [2, 3], 'بداية جيدة. اسألوا ناسًا أكثر.');
  await joost.follow('Second chance');
  await joost.follow(joost.t('jury.sheet.score'), '.tabs');
  await joost.fill(joost.t('jury.sheet.reason'), 'My cousin is in it.');
  await joost.press(joost.t('jury.sheet.declare'));
  await joost.reads(joost.t('jury.said.conflict'));
});

step('9 · results with words for every team; numbers that anybody can count again', async () => {
  await phases('judging', 'closeNow');
  await phases('deliberation', 'openNow');
  await ada.deskSays('publish', { count: 0 });
  await ada.takeStep('publish');
  await ada.press(ada.t('results.publication.act'));
  await ada.reads(ada.t('results.said.published'));

  await bram.deskSays('readResults');
  await bram.takeStep('readResults');
  const at = new URL(bram.page.url()).pathname;
  const csv = await bram.page.getByRole('link', { name: bram.t('results.check.csv') }).getAttribute('href');
  const protocol = await bram.page
    .getByRole('link', { name: bram.t('results.check.protocol') })
    .getAttribute('href');
  expect(await (await bram.context.request.get(csv!)).text()).toContain('Open door');
  const { result, ...input } = await (await bram.context.request.get(protocol!)).json();
  expect(rank(input as Round, input.method).entries).toEqual(result.entries);
  const { rankings } = await (await bram.context.request.get(`${at}.json`)).json();
  expect(
    rankings[0].entries.map((one: { teamName: string; place: number }) => [one.teamName, one.place]),
  ).toEqual([
    ['Open door', 1],
    ['Second chance', 2],
  ]);
  await bram.follow(bram.t('results.feedback.act'));
  await bram.reads('Clear and brave. Say who pays.');
});

step('10 · the proposal goes to the authority, which answers in public', async () => {
  await phases('deliberation', 'closeNow');
  await phases('results', 'openNow');
  await phases('follow-up', 'openNow');
  const city = await invited('city', 'City of Nieuwhaven');
  await ada.deskSays('recommend');
  await ada.takeStep('recommend');
  await ada.follow(ada.t('results.send'));
  await ada.select(ada.t('recommendations.send.authority'), 'City of Nieuwhaven');
  await ada.press(ada.t('recommendations.send.act'));
  await city.deskSays('answer', { count: 1 });
  await city.takeStep('answer');
  await city.choose(city.t('recommendations.decision.partly'));
  await city.fill(city.t('recommendations.give.reason'), 'We start with one school in May. The rest waits.');
  await city.press(city.t('recommendations.give.act'));
  await city.reads('We start with one school in May. The rest waits.');
});

step('11 · every desk has its next step, or says that nothing waits', async () => {
  for (const one of [ada, bram, amina, noor, emma, joost, jamila]) {
    await one.toDesk();
    const { t, page } = one;
    const step = await page.locator('#lit-heading').count();
    const calm = await page.getByText(t('desk.calm.end')).count();
    expect(step + calm).toBeGreaterThan(0);
  }
});

step('12 · a visitor finds the hackathon, its results and the answer from the front page', async () => {
  const visitor = await hand(world.base, 'visitor', { locale: 'ar' });
  const { t } = visitor;
  await visitor.open('/');
  await visitor.reads('بلدتنا');
  await visitor.follow(t('hackathons.toResults'));
  await visitor.reads('Open door');
  await visitor.follow(t('results.then.all'));
  await visitor.follow('Open door', 'main');
  await visitor.reads('We start with one school in May. The rest waits.');
  await visitor.look();
});
