// Whose tables hold data of people, in the order in which they let go of them: one line a feature, accounts last.
import type { PersonalData } from './db/personal-data';
import { accountsPersonalData } from './features/accounts/accounts.personal-data';

export const personalData: readonly PersonalData[] = [accountsPersonalData];
