"""What shoppers did with the products of an answer: checked, buffered, counted, reported.

What is kept, and for how long:

- which products an answer named, under the answer's request id, for `events_answer_s` (two hours), so that an
  event can be checked and is counted once;
- an event (type, request id, product id, list, position) until it is folded into the counts, which takes
  seconds;
- from then on only sums: views, clicks and buys by product, and by list and position.

No photo, nothing that was read from one, no address, no cookie and no account is ever part of it.
"""
