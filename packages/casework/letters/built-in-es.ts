import type { BuiltInWords } from './template.ts';

export const spanish: BuiltInWords = {
  'to-participant': {
    title: 'Una carta de {programme}',
    body: [
      { kind: 'paragraph', text: 'Estimado/a {participant}:' },
      { kind: 'free', text: 'Le escribimos porque {reasons}' },
      {
        kind: 'paragraph',
        text: 'Si tiene preguntas o necesita esta carta en otro idioma, llámenos: {phone}.',
      },
    ],
  },
  'hearing-notice': {
    title: 'Su audiencia el {hearingWhen}',
    body: [
      { kind: 'paragraph', text: 'Estimado/a {participant}:' },
      {
        kind: 'paragraph',
        text: 'Usted tiene una audiencia en el tribunal. Por favor, asista o conéctese si se celebra a distancia.',
      },
      { kind: 'heading', text: 'Cuándo y dónde' },
      {
        kind: 'paragraph',
        text: 'Cuándo: {hearingWhen}\nTribunal: {court}\nLugar: {hearingPlace}\nNúmero de caso: {caseNumber}',
      },
      { kind: 'heading', text: 'Si necesita ayuda' },
      {
        kind: 'free',
        text: 'Podemos ayudarle a llegar. Llámenos lo antes posible: {phone}. Si no puede asistir, avísenos a nosotros y a su abogado antes de la audiencia.',
      },
    ],
  },
  'check-in-notice': {
    title: 'Su cita de control del {checkInDue}',
    body: [
      { kind: 'paragraph', text: 'Estimado/a {participant}:' },
      {
        kind: 'paragraph',
        text: 'Su próxima cita de control corresponde al {checkInDue}. Se hace {checkInHow} y puede hacerse del {checkInFrom} al {checkInUntil}.',
      },
      { kind: 'paragraph', text: 'Lugar: {checkInPlace}' },
      {
        kind: 'free',
        text: 'Si todavía no tiene hora, o no puede venir entonces, llámenos y buscaremos otra hora: {phone}.',
      },
    ],
  },
  'check-in-missed': {
    title: 'No tuvimos noticias suyas en su cita de control',
    body: [
      { kind: 'paragraph', text: 'Estimado/a {participant}:' },
      {
        kind: 'paragraph',
        text: 'Su cita de control correspondía al {checkInDue}. Podía hacerse hasta el {checkInUntil}, y no hemos tenido noticias suyas.',
      },
      { kind: 'heading', text: 'Qué hacer ahora' },
      { kind: 'paragraph', text: 'Por favor, llámenos o visítenos antes del {replyBy}: {phone}.' },
      {
        kind: 'paragraph',
        text: 'Si estuvo enfermo/a, tuvo que trabajar o cuidar a alguien, no tenía cómo llegar o tuvo otra buena razón, díganoslo. Esas razones constan en el expediente y no cuentan en su contra.',
      },
      {
        kind: 'free',
        text: 'Si no tenemos noticias suyas, intentaremos comunicarnos con usted de otras maneras.',
      },
    ],
  },
  'review-notice': {
    title: 'Lo que decidimos el {reviewDecidedOn}',
    body: [
      { kind: 'paragraph', text: 'Estimado/a {participant}:' },
      {
        kind: 'paragraph',
        text: 'Hemos revisado si lo que se le pide sigue siendo necesario. {reviewDecision}',
      },
      { kind: 'paragraph', text: 'Antes: {reviewTierBefore}\nAhora: {reviewTierAfter}' },
      { kind: 'heading', text: 'Por qué' },
      { kind: 'paragraph', text: '{reviewReasons}' },
      {
        kind: 'free',
        text: 'Si no está de acuerdo, o algo no queda claro, llámenos o pregunte a su abogado/a: {phone}.',
      },
    ],
  },
  'collection-notice': {
    title: 'Su dispositivo se recoge el {collectionWhen}',
    body: [
      { kind: 'paragraph', text: 'Estimado/a {participant}:' },
      { kind: 'paragraph', text: 'Su dispositivo se va a recoger el {collectionWhen}.' },
      { kind: 'heading', text: 'Cuándo y dónde' },
      { kind: 'paragraph', text: 'Cuándo: {collectionWhen}\n{collectionHow}: {collectionPlace}' },
      {
        kind: 'free',
        text: 'Si ese día no le conviene, o necesita ayuda para llegar, llámenos y encontraremos otro: {phone}.',
      },
    ],
  },
  'to-attorney': {
    title: 'Asunto: {participant}, {reference}',
    body: [
      { kind: 'paragraph', text: 'Estimado/a {recipient}:' },
      { kind: 'free', text: 'Le escribimos como abogado/a de {participant}, porque {reasons}' },
      { kind: 'paragraph', text: 'Puede comunicarse con nosotros en el {phone}.' },
    ],
  },
  'appearance-report': {
    title: 'Informe de comparecencia',
    body: [
      {
        kind: 'paragraph',
        text: 'Tribunal: {court}\nNúmero de caso: {caseNumber}\nParticipante: {participant}, {reference}',
      },
      { kind: 'heading', text: 'Comparecencia' },
      { kind: 'paragraph', text: 'En la audiencia del {hearingWhen} la persona participante {appearance}.' },
      { kind: 'heading', text: 'Informe' },
      { kind: 'free', text: '{report}' },
      {
        kind: 'paragraph',
        text: 'Este informe dice lo que consta el {today}. Presentado por {programme}, {office}.',
      },
    ],
  },
  'status-report': {
    title: 'Informe de situación',
    body: [
      {
        kind: 'paragraph',
        text: 'Tribunal: {court}\nNúmero de caso: {caseNumber}\nParticipante: {participant}, {reference}\nOrden: {orderReference}, en vigor desde el {orderFrom}',
      },
      { kind: 'heading', text: 'Informe' },
      { kind: 'free', text: '{report}' },
      {
        kind: 'paragraph',
        text: 'Este informe dice lo que consta el {today}. Presentado por {programme}, {office}.',
      },
    ],
  },
  'amend-request': {
    title: 'Solicitud de modificación de condiciones',
    body: [
      {
        kind: 'paragraph',
        text: 'Tribunal: {court}\nNúmero de caso: {caseNumber}\nParticipante: {participant}, {reference}\nOrden: {orderReference}, en vigor desde el {orderFrom}',
      },
      { kind: 'heading', text: 'Qué se solicita' },
      { kind: 'free', text: '{request}' },
      { kind: 'heading', text: 'Razones' },
      { kind: 'free', text: '{reasons}' },
      { kind: 'paragraph', text: 'Presentado por {programme}, {office}, el {today}.' },
    ],
  },
};
