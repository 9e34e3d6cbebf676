import type { TeachingPoint } from './words.ts';

type Points = Readonly<Record<TeachingPoint, string>>;

const en: Points = {
  charging: 'Charge it every day for two hours, while you are awake. It buzzes when it needs it.',
  'water-and-skin':
    'You may shower with it. Keep the skin under the strap dry. If it hurts, call at once: you need not bear it.',
  'what-it-records':
    'It records what your order permits and what you agreed to, and nothing else. You can ask for a copy.',
  'what-it-asks':
    'A buzz asks you to move away from a place, to go home, or to charge. You can say why when you cannot.',
  'open-strap':
    'An opened strap is seen at once and somebody calls you. It is an observation: you are asked before anybody decides.',
  'planned-removal':
    'For a hospital, an airport or a repair, call before: a time is planned in which it may be off.',
  'who-to-call': 'You know whom to call, by day and by night, and have the number with you.',
};
const es: Points = {
  charging: 'Cárguelo dos horas cada día, mientras esté despierto. Vibra cuando lo necesita.',
  'water-and-skin':
    'Puede ducharse con él. Mantenga seca la piel bajo la correa. Si le duele, llame enseguida: no tiene que aguantarlo.',
  'what-it-records':
    'Registra lo que su orden permite y lo que usted aceptó, y nada más. Puede pedir una copia.',
  'what-it-asks':
    'Una vibración le pide alejarse de un lugar, ir a casa o cargarlo. Puede decir por qué cuando no puede.',
  'open-strap':
    'Una correa abierta se ve enseguida y alguien le llama. Es una observación: se le pregunta antes de decidir.',
  'planned-removal':
    'Para un hospital, un aeropuerto o una reparación, llame antes: se planifica un tiempo en que puede estar sin él.',
  'who-to-call': 'Sabe a quién llamar, de día y de noche, y lleva el número consigo.',
};
/** Haitian Creole and Arabic: nobody who speaks them has read these words yet (`isUnreadTeaching`). */
const ht: Points = {
  charging: 'Chaje l chak jou pandan de zè, pandan ou je klè. Li vibre lè li bezwen chaje.',
  'water-and-skin':
    'Ou ka benyen avè l. Kenbe po ki anba senti a sèk. Si li fè ou mal, rele tousuit: ou pa oblije sipòte sa.',
  'what-it-records':
    'Li anrejistre sa lòd ou a pèmèt ak sa ou te dakò, e pa gen anyen ankò. Ou ka mande yon kopi.',
  'what-it-asks':
    'Lè li vibre, li mande ou kite yon kote, ale lakay ou, oswa chaje l. Ou ka di poukisa lè ou pa kapab.',
  'open-strap':
    'Yo wè touswit lè senti a louvri, epi yon moun rele ou. Se yon obsèvasyon: yo mande ou anvan yon moun deside.',
  'planned-removal':
    'Pou lopital, ayewopò oswa reparasyon, rele anvan: yo planifye yon tan lè ou ka retire l.',
  'who-to-call': 'Ou konnen ki moun pou ou rele, lajounen kou lannwit, epi ou gen nimewo a sou ou.',
};
const ar: Points = {
  charging: 'اشحنوه كل يوم ساعتين وأنتم مستيقظون. يهتزّ عندما يحتاج إلى الشحن.',
  'water-and-skin':
    'يمكنكم الاستحمام به. حافظوا على جفاف الجلد تحت الحزام. إذا آلمكم فاتصلوا فورًا: لا يلزمكم أن تتحملوا ذلك.',
  'what-it-records': 'يسجّل ما يسمح به الأمر وما وافقتم عليه، ولا شيء غير ذلك. يمكنكم طلب نسخة.',
  'what-it-asks':
    'الاهتزاز يطلب منكم الابتعاد عن مكان، أو الذهاب إلى البيت، أو الشحن. يمكنكم أن تقولوا السبب عندما لا تستطيعون.',
  'open-strap': 'إذا فُتح الحزام يُرى ذلك فورًا ويتصل بكم أحد. هذه ملاحظة: تُسألون قبل أن يقرر أحد.',
  'planned-removal': 'من أجل المستشفى أو المطار أو الإصلاح، اتصلوا مسبقًا: يُحدَّد وقت يجوز فيه نزعه.',
  'who-to-call': 'تعرفون بمن تتصلون، نهارًا وليلًا، ومعكم الرقم.',
};
const texts: Readonly<Record<string, Points>> = { en, es, ht, ar };

/** Whether nobody who speaks the language has read the program's words in it yet: whoever teaches is told. */
export const isUnreadTeaching = (language: string): boolean => ['ht', 'ar'].includes(language.slice(0, 2));

/** In these the program has the points' own words; in others an interpreter says them. */
export const teachingLanguages: readonly string[] = Object.keys(texts);

/** FIT-5: the points as they are read to the wearer. Null: there are none in this language. */
export const teachingText = (language: string): Points | null => texts[language.slice(0, 2)] ?? null;
