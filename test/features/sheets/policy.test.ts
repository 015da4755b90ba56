// The pure rules of a sheet: sentences in every script.
import { countSentences } from '../../../src/features/sheets/sheets.policy';

test.each([
  ['', 0],
  ['   \n . ! ', 0],
  ['Good', 1],
  ['Good. Ask one club.', 2],
  ['It costs 2.5 euro for each of 620 people.', 1],
  ['Really?! Yes.', 2],
  ['“You tried it.” We trust it.', 2],
  ['Goed idee\nVraag een club', 2],
  ['فكرة واضحة. هل سألتم ناديًا؟ جربوا', 3],
  ['هل جربتم؟', 1],
  ['ጥሩ ሓሳብ። ሓደ ክለብ ሕተቱ።', 2],
])('%j has %i sentences', (text, count) => {
  expect(countSentences(text)).toBe(count);
});
