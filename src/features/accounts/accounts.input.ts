// What the forms of accounts may carry.
import { z } from 'zod';
import { isLocale } from '../../i18n/locales';
import { name } from '../../web/fields';
import { isLogin } from './accounts.policy';

const locale = z.string().refine(isLocale, 'frame.fields.choice');
// Longer than any password may be: how long it may be is for passwordFault() to say.
const password = z.string().max(4096);
const next = z.string().max(2000).optional();
const invite = z
  .string()
  .regex(/^[\w.~-]{0,200}$/)
  .optional();

const displayName = name(60);

const email = z.email('accounts.signUp.email').max(254);

export const signUpInput = z.strictObject({
  display_name: displayName,
  login: z
    .string()
    .transform((login) => login.trim().normalize('NFKC'))
    .pipe(z.string().min(3).max(60).refine(isLogin, 'accounts.signUp.loginSigns')),
  password,
  accept_rules: z
    .string('accounts.signUp.rulesNeeded')
    .refine((given) => ['on', 'yes', 'true', '1'].includes(given), 'accounts.signUp.rulesNeeded'),
  locale,
  email: z.union([z.literal('').transform(() => undefined), email]).optional(),
  invite,
  next,
  weave_seed: z.string().max(60).optional(),
});

export type SignUpInput = z.infer<typeof signUpInput>;

/** The form on its way: only to be shown again with another name or weave. */
export const draftInput = z.looseObject({ again: z.enum(['name', 'weave']).optional() });

export const loginInput = z.strictObject({
  login: z.string().min(1).max(200),
  password: z.string().min(1).max(4096),
  next,
});

export const recoveryInput = z.strictObject({
  login: z.string().min(1).max(200),
  code: z.string().min(1).max(60),
  password,
});

export const languageInput = z.strictObject({ locale, next });
export const nameInput = z.strictObject({ display_name: displayName });
export const passwordInput = z.strictObject({ password: password.min(1), new_password: password });
export const emailInput = z.strictObject({ email, password: password.min(1) });
export const mailWantedInput = z.strictObject({
  wanted: z.enum(['yes', 'no']).transform((answer) => answer === 'yes'),
});
export const confirmInput = z.strictObject({ password: password.min(1) });
export const nothingInput = z.strictObject({});
