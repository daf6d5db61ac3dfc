//! The engine inside the binary: rten, in Rust from end to end.
//!
//! One passage a call and no padding. A passage is long enough to keep a core's arithmetic busy, and what comes out
//! for it cannot depend on what else is in the run: the output is the same at any number of threads. That holds for the
//! 8-bit graph too: it scales what it rounds by the token, and sums of integers have no order.

use std::borrow::Cow;
use std::sync::Arc;

use ndarray::ArrayView2;
use rayon::prelude::*;
use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use super::Encoder;
use super::error::ModelError;
use super::passages::Passage;

/// The name under which the graph refers to the weights; rten takes none that does not end in "data".
const LOCATION: &str = "model.safetensors.data";

/// The encoder's graph on rten.
pub(super) struct Rten {
    model: Model,
    ids: NodeId,
    marks: NodeId,
    positions: NodeId,
    hidden: NodeId,
    /// The loop over passages runs inside this pool: rten's own parallel loops then find themselves at home and start
    /// no second one.
    pool: Arc<ThreadPool>,
}

impl std::fmt::Debug for Rten {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rten").field("parameters", &self.model.total_params()).finish_non_exhaustive()
    }
}

impl Rten {
    /// Loads a graph whose weights lie in the safetensors file `weights`. 16-bit weights become 32-bit ones.
    pub(super) fn new(graph: &[u8], weights: Cow<'static, [u8]>, jobs: usize) -> Result<Self, ModelError> {
        // What `scripts/training/graph.py` writes; every other operator would only make the binary larger.
        let mut options = ModelOptions::with_ops(rten::op_registry!(
            Add, Cast, Div, Gather, Gelu, Identity, LayerNormalization, MatMul, MatMulInteger, Max, Mul, Neg,
            QuantizeLinear, ReduceMax, ReduceMin, Reshape, Softmax, Split, Transpose
        ));
        options.prepack_weights(true);
        match weights {
            Cow::Borrowed(weights) => options.external_data_static(LOCATION, weights),
            Cow::Owned(weights) => options.external_data(LOCATION, weights),
        };
        let failed = |error: &dyn std::fmt::Display| ModelError::Engine(error.to_string());
        let model = options.load(graph.to_vec()).map_err(|error| failed(&error))?;
        let node = |name: &str| model.node_id(name).map_err(|error| failed(&error));
        let (ids, marks, positions, hidden) =
            (node("ids")?, node("marks")?, node("positions")?, node("hidden")?);
        let threads = if jobs == 0 { rayon::current_num_threads() } else { jobs };
        let pool = Arc::new(ThreadPool::with_num_threads(threads));
        Ok(Self { model, ids, marks, positions, hidden, pool })
    }

    fn run(&self, passage: &Passage) -> Result<NdTensor<f32, 2>, ModelError> {
        let failed = |error: &dyn std::fmt::Display| ModelError::Engine(error.to_string());
        let size = passage.ids.len();
        let row = |values: Vec<i32>| Value::from(NdTensor::from_data([size], values));
        let positions = (0..).take(size).collect();
        let inputs = vec![
            (self.ids, row(passage.ids.clone()).into()),
            (self.marks, row(passage.marks.clone()).into()),
            (self.positions, row(positions).into()),
        ];
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&self.pool)));
        let [hidden] =
            self.model.run_n(inputs, [self.hidden], Some(options)).map_err(|error| failed(&error))?;
        NdTensor::try_from(hidden).map_err(|error| failed(&error))
    }
}

impl Encoder for Rten {
    fn encode(
        &self,
        passages: &[&Passage],
        each: &(dyn Fn(usize, ArrayView2<'_, f32>) + Sync),
    ) -> Result<(), ModelError> {
        self.pool.run(|| {
            // Long ones first, so that no core is left with the longest at the end.
            let mut order: Vec<usize> = (0..passages.len()).collect();
            order.sort_by_key(|index| std::cmp::Reverse(passages[*index].ids.len()));
            order.into_par_iter().with_max_len(1).try_for_each(|index| {
                let hidden = self.run(passages[index])?;
                let shape = [hidden.size(0), hidden.size(1)];
                let data = hidden.to_contiguous();
                let states = ArrayView2::from_shape(shape, data.data())
                    .map_err(|error| ModelError::Engine(error.to_string()))?;
                each(index, states);
                Ok(())
            })
        })
    }
}
