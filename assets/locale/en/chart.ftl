# Charts: messages, alternatives in prose, columns of their data.
