const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Words that may stand between "it" and what is said of it without naming another thing. */
export const beforeSaying = set(
  "it its it's they they're both is are was were be been being to the on in at of as a an yes no not isn't aren't " +
    "can do does don't doesn't i i'd we you would say see think believe that this there here appear appears seem " +
    "seems look looks like definitely clearly slightly just also indeed probably likely unlikely maybe perhaps " +
    "possibly might may could bit little much far very more less than other one two things objects positioned " +
    "located placed lying sitting resting standing situated directly partially partly mostly fully hidden but still " +
    "from camera camera's viewer viewer's view perspective point side close near only fact actually between lies sits " +
    "stands rests",
);

/** Words that may follow what is said without naming another thing. */
export const afterSaying = set(
  "of to than it them that this the other others each another one two from by in at me us here still slightly " +
    "directly completely partially fully clearly is are though actually however camera camera's viewer viewer's view " +
    "perspective point side and or so yes no not both be but next beside instead rather only just",
);

/** The image as a place: fine after "to the left", telling after "it is in". */
export const imageWords = set("image picture photo scene frame");
