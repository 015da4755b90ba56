// A code that was typed becomes the link it stands for. Guesses are counted, right codes are not; what is used up
// stops codes from being typed for a while, never a link.
import type { Deps } from '../../deps';
import { InvalidInput, TooMany } from '../../errors';
import type { Limit } from '../../web/limits';
import { findByCode, invitationToken } from '../hackathons/invitations.actions';
import { readCode } from '../hackathons/invitations.policy';

interface Guesser {
  personId: string | null;
  address: string;
}

/** So many guesses of an account ask nothing but the account. */
const OWN = 3;

interface Counted {
  limit: Limit;
  key: string;
}

/**
 * Counts one guess and says where. Whoever has an account has guesses of their own: no stranger at the same address,
 * nor a thousand with accounts, use them up. An address is written down only for a guess that all visitors together
 * still have: a million addresses take no memory.
 */
async function countGuess({ limits }: Deps, { personId, address }: Guesser): Promise<Counted[]> {
  const visitors = { limit: limits.codesOfVisitors, key: 'all' };
  const visitor = { limit: limits.codesOfAddress, key: address };
  if (personId === null) {
    await visitor.limit.check(address);
    await visitors.limit.count(visitors.key);
    await visitor.limit.count(address);
    return [visitors, visitor];
  }
  const account = { limit: limits.codesOfAccount, key: personId };
  const accounts = { limit: limits.codesOfAccounts, key: address };
  if ((await account.limit.count(personId)) <= OWN) return [account];
  await accounts.limit.count(address);
  return [account, accounts];
}

/**
 * The token of the link, whatever its state. Counted before it is looked up, so that guesses at the same moment are
 * counted too, and given back when it is right.
 */
export async function openCode(deps: Deps, guesser: Guesser, typed: string): Promise<string> {
  const code = readCode(typed);
  if (code === null) throw new InvalidInput({ team_code: { key: 'invitations.code.notOne' } });
  const counted = await countGuess(deps, guesser).catch((error: unknown) => {
    if (!(error instanceof TooMany)) throw error;
    const key = guesser.personId ? 'invitations.code.wait' : 'invitations.code.signInFirst';
    throw new TooMany(error.retryAfter, key);
  });
  const invitation = await findByCode(deps, code);
  if (!invitation) throw new InvalidInput({ team_code: { key: 'invitations.code.wrong' } });
  for (const { limit, key } of counted) await limit.giveBack(key);
  return invitationToken(deps, invitation.id);
}
