/** Of moves between offices, and of what names a protected address. */
export const movesSentences = {
  'address-kept':
    'They have a protected address, so only who works with them writes this: nobody else is told, by a refusal either, what must not stand in it.',
  'move-changed': 'Something of it is another by now. Look at the preview again.',
  'move-most': '{most} people move at once at the most. Move them officer by officer.',
  'move-no-hours':
    'The hours of the new office are not set, so no check-in can be held there. Set them first.',
  'move-no-open-day': 'The new office is open on no day within a year.',
  'move-office-gone': 'One of the two offices has ended or is not yours. Move them to another one.',
  'no-own-office-meant': 'No office of yours is meant by this.',
  'nobody-of-office': 'Nobody of them is of this office any more.',
  'nobody-officer-there': 'Nobody who may be a case officer of the new office is meant by this.',
  'two-offices': 'Choose two offices.',
} as const;
