// The frame and the shared partials: what they say to readers, with and without errors, in both directions.
import path from 'node:path';
import ejs from 'ejs';
import { LOCALES, localeInfo, translator } from '../../../src/i18n/locales';

const views = path.join(__dirname, '../../../views');

function locals(locale: string): Record<string, unknown> {
  return {
    t: translator(locale),
    locale,
    dir: localeInfo(locale).dir,
    locales: LOCALES,
    path: '/hackathons?after=3',
    person: null,
    nav: [],
    ribbon: null,
    said: null,
    demoBanner: false,
    html: {},
    asset: (url: string) => url,
    form: { values: {}, errors: {} },
  };
}

function drawn(view: string, more: Record<string, unknown> = {}, locale = 'en'): Promise<string> {
  const options = { _with: false, localsName: 'it', rmWhitespace: true } as ejs.Options;
  return ejs.renderFile(path.join(views, `${view}.ejs`), { ...locals(locale), ...more }, options);
}

const refused = { status: 409, heading: 'Saved', message: 'Somebody saved first.', kept: [] };

describe('A page', () => {
  it.each(['en', 'nl', 'ar'])('speaks one language throughout: %s', async (locale) => {
    const page = await drawn('errors/refused', refused, locale);
    expect(page).toContain(`<html lang="${locale}" dir="${localeInfo(locale).dir}">`);
    expect(page).not.toMatch(/frame\.(?!css|js)/);
    expect(page).not.toMatch(/undefined|null|\{\{/);
  });

  it('offers each language by its own name and keeps the page', async () => {
    const page = await drawn('errors/refused', refused);
    expect(page).toContain('href="/hackathons?after=3&amp;lang=ar" lang="ar" hreflang="ar" dir="rtl"');
    expect(page).toContain('العربية');
  });

  it('signs in those who are out and signs out those who are in', async () => {
    expect(await drawn('errors/refused', refused)).toContain('href="/login"');
    const inside = await drawn('errors/refused', { ...refused, person: { display_name: 'A <b>' } });
    expect(inside).toContain('<form method="post" action="/logout"');
    expect(inside).toContain('A &lt;b&gt;');
    expect(inside).not.toContain('href="/login"');
  });

  it('gives back what a person had typed, exactly', async () => {
    const text = '\n two  spaces\n\nand <script>';
    const page = await drawn('errors/refused', { ...refused, kept: [{ name: 'The problem', text }] });
    expect(page).toContain('\n\n two  spaces\n\nand &lt;script&gt;</textarea>');
  });
});

describe('A field', () => {
  it('joins hint and error to its control and keeps the value', async () => {
    const form = { values: { login: 'fig' }, errors: { login: 'Write 4 more letters.' } };
    const field = await drawn('shared/_field', {
      name: 'login',
      label: 'Name',
      hint: 'Small letters.',
      form,
    });
    expect(field).toContain('<label for="f-login">Name</label>');
    expect(field).toContain('aria-describedby="f-login-hint f-login-error"');
    expect(field).toContain('aria-invalid="true"');
    expect(field).toContain('value="fig"');
  });

  it('keeps each line of a long text', async () => {
    const form = { values: { body: '\nfirst\n\n  third' }, errors: {} };
    const field = await drawn('shared/_field', { name: 'body', label: 'Text', type: 'textarea', form });
    expect(field).toMatch(/<textarea [^>]*>\n\nfirst\n\n {2}third<\/textarea>/);
  });

  it('never sends a password back', async () => {
    const form = { values: { password: 'secret' }, errors: {} };
    const field = await drawn('shared/_field', {
      name: 'password',
      label: 'Password',
      type: 'password',
      form,
    });
    expect(field).not.toContain('secret');
  });

  it('writes the attributes it is given', async () => {
    const attrs = { maxlength: 80, required: true, disabled: false };
    const field = await drawn('shared/_field', { name: 'n', label: 'N', attrs });
    expect(field).toContain(' maxlength="80" required ');
    expect(field).not.toContain('disabled');
  });
});

describe('A choice', () => {
  it('keeps what was chosen, one or many', async () => {
    const options = ['en', 'nl', 'ar'].map((value) => ({ value, label: value }));
    const form = { values: { languages: ['nl', 'ar'] }, errors: {} };
    const choice = await drawn('shared/_choice', {
      name: 'languages',
      legend: 'Languages',
      many: true,
      options,
      form,
    });
    const checked = [...choice.matchAll(/value="(\w+)" checked/g)].map(([, value]) => value);
    expect(checked).toEqual(['nl', 'ar']);
  });
});

it('the summary of errors leads to each field', async () => {
  const form = { values: {}, errors: { 'section[problem]': 'Write something.', login: 'Taken.' } };
  const summary = await drawn('shared/_errors', { form });
  expect(summary).toContain('role="alert"');
  expect(summary).toContain('2 things are not right yet.');
  expect(summary).toContain('href="#f-section-problem-"');
  const field = await drawn('shared/_field', { name: 'section[problem]', label: 'The problem', form });
  expect(field).toContain('id="f-section-problem-"');
  expect(await drawn('shared/_errors')).not.toContain('role');
});

it('a range runs from the start of the line in both directions', async () => {
  const range = { n: 10, place: 1, from: 1, to: 3 };
  expect(await drawn('shared/_range', range)).toContain('<circle cx="5%"');
  expect(await drawn('shared/_range', range, 'ar')).toContain('<circle cx="95%"');
});
