"""Training of the encoder: documents to passages, the network, the loop, the scores, the export."""
