"""The same model files, served by Triton Inference Server: `python -m deploy.triton models OUT`."""
