// Passwords of ten characters and more that are guessed first. Words are compared without case, spaces and
// signs, and with digits and signs that stand for letters turned back.

/** A password made of one of these and a few more characters is as weak as the word. */
export const COMMON_WORDS = `
  password passwort wachtwoord welkom welkom01 welcome letmein iloveyou ihouvanjou qwerty azerty qwertz
  qwertyuiop azertyuiop asdfghjkl zxcvbnm admin administrator root master superman batman spiderman pokemon
  football voetbal soccer basketball baseball liverpool chelsea arsenal barcelona realmadrid feyenoord ajax
  princess prinses sunshine zonnetje dragon monkey shadow michael jordan jessica charlie daniel thomas ashley
  nicole hannah sophie emma mohammed muhammad mohamed ahmed ali fatima allah bismillah alhamdulillah habibi
  habibti starwars computer internet google facebook instagram tiktok whatsapp youtube microsoft android samsung
  secret geheim changeme default test testing tester guest gast hello hallo bonjour salam marhaba freedom vrijheid
  trustno trustnoone whatever forever friends family familie mother father flower butterfly summer winter spring
  autumn zomer lente herfst monday friday january december brussels brussel amsterdam antwerp antwerpen rotterdam
  belgium belgie nederland holland syria eritrea afghanistan ukraine correcthorsebatterystaple
  كلمةالسر كلمةالمرور مرحبا حبيبي محمد
`
  .trim()
  .split(/\s+/);

/** Words of this house: the first a stranger would try here. */
export const HOUSE_WORDS = ['inquirylab', 'inquiry', 'hackathon'];

/** Rows of keys and of signs in their order; a password that runs along one of them is guessed at once. */
export const RUNS = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '1q2w3e4r5t6y7u8i9o0p',
  'ابتثجحخدذرزسشصضطظعغفقكلمنهوي',
  'ضصثقفغعهخحجدشسيبلاتنمكط',
];
